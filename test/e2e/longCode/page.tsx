import { useState } from "react";
import { createRoot } from "react-dom/client";
import { Markdown } from "../../../src/markdown.ts";
import "../../../src/styles.css";

const LINES = 600;

/** Line 400 is longer than the block is wide. */
const code = Array.from({ length: LINES }, (_, index) => {
	const comment = index === 400 ? `// ${"wide ".repeat(60)}end` : "";
	return `const line${index} = "text"; ${comment}`.trimEnd();
}).join("\n");

let setShown: (lines: number) => void = () => {};

/** Shows the first lines of the code, as while an agent writes it; all of them at first. */
function Answer() {
	const [lines, setLines] = useState(LINES);
	setShown = setLines;
	const text = code.split("\n").slice(0, lines).join("\n");
	const source = lines < LINES ? `\`\`\`ts\n${text}\n` : `\`\`\`ts\n${text}\n\`\`\`\n\nAfter it.`;
	return (
		<main className="wsc-part" style={{ blockSize: 500, overflow: "auto" }}>
			<Markdown key={lines < LINES ? "open" : "whole"} text={source} streaming={lines < LINES} />
		</main>
	);
}

Object.assign(window, { code, show: (lines: number) => setShown(lines) });
const root = document.getElementById("root");
if (root) createRoot(root).render(<Answer />);
