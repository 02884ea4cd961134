import { useMemo } from "react";
import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import { createMarkdownReader } from "../../../src/components/markdown/createMarkdownReader.ts";
import { Markdown } from "../../../src/components/markdown/Markdown.tsx";
import { MarkdownBlockView } from "../../../src/components/markdown/MarkdownBlockView.tsx";
import { longAnswer } from "./longAnswer.ts";

const CHARACTERS_A_FRAME = 64;

/** What most renderers do: the whole text is parsed and rendered again for each token. */
function WholeMarkdown({ text }: { readonly text: string }) {
	const blocks = useMemo(() => createMarkdownReader()(text, true), [text]);
	// biome-ignore lint/suspicious/noArrayIndexKey: blocks have no identity but their place
	return blocks.map((block, index) => <MarkdownBlockView key={index} block={block} />);
}

function renderText(root: Root, way: string, text: string) {
	flushSync(() => root.render(way === "whole" ? <WholeMarkdown text={text} /> : <Markdown text={text} open />));
}

/** Streams the answer and tells how many milliseconds of script it took. */
async function stream(way: "blocks" | "whole"): Promise<number> {
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
