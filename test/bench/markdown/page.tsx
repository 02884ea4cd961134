import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { Streamdown } from "streamdown";
import { Markdown } from "../../../src/components/markdown/Markdown.tsx";
import type { RenderCode } from "../../../src/components/markdown/MarkdownProvider.tsx";
import { longAnswer } from "./longAnswer.ts";

const CHARACTERS_A_FRAME = 64;

/** Without highlighting, which Streamdown has in a separate package. */
const plainCode: RenderCode = ({ text }) => text;

const ways = {
	/** The cost of empty frames. */
	nothing: undefined,
	ours: (text: string, open: boolean) => <Markdown text={text} streaming={open} renderCode={plainCode} />,
	streamdown: (text: string) => <Streamdown>{text}</Streamdown>,
};

/** Streams the answer, one chunk per frame, and closes it. */
async function stream(way: keyof typeof ways): Promise<void> {
	const element = document.body.appendChild(document.createElement("div"));
	const root = createRoot(element);
	const render = ways[way];
	for (let length = CHARACTERS_A_FRAME; length <= longAnswer.length; length += CHARACTERS_A_FRAME) {
		const open = length < longAnswer.length;
		if (render) flushSync(() => root.render(render(longAnswer.slice(0, length), open)));
		await new Promise(requestAnimationFrame);
	}
	root.unmount();
	element.remove();
}

Object.assign(window, { stream });
