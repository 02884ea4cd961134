import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import { Streamdown } from "streamdown";
import { Markdown } from "../../../src/components/markdown/Markdown.tsx";
import type { RenderCode } from "../../../src/components/markdown/MarkdownContext.ts";
import { longAnswer } from "./longAnswer.ts";

const CHARACTERS_A_FRAME = 64;

type Way = "ours" | "streamdown";

/** Without colours, which Streamdown has in a package of its own. */
const plainCode: RenderCode = ({ text }) => text;

function renderText(root: Root, way: Way, text: string) {
	const ours = <Markdown text={text} open renderCode={plainCode} />;
	flushSync(() => root.render(way === "ours" ? ours : <Streamdown>{text}</Streamdown>));
}

/** Streams the answer and tells how many milliseconds of script it took. */
async function stream(way: Way): Promise<number> {
	const element = document.body.appendChild(document.createElement("div"));
	const root = createRoot(element);
	let spent = 0;
	for (let length = CHARACTERS_A_FRAME; length <= longAnswer.length; length += CHARACTERS_A_FRAME) {
		const start = performance.now();
		renderText(root, way, longAnswer.slice(0, length));
		spent += performance.now() - start;
		await new Promise(requestAnimationFrame);
	}
	root.unmount();
	element.remove();
	return spent;
}

Object.assign(window, { stream });
