import { code } from "@streamdown/code";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { Streamdown } from "streamdown";
import {
	Markdown,
	type MarkdownProps,
	THROTTLE_MS,
	useMarkdownElement,
} from "../../../../../src/components/markdown/Markdown.tsx";
import type { RenderCode } from "../../../../../src/components/markdown/MarkdownProvider.tsx";
import "../../../../../src/styles.css";
import { TEXTS, type TextName } from "../../streamedTexts.ts";

const FRAMES = 512;
/** Without colours. */
const plainCode: RenderCode = ({ text }) => text;
const PLUGINS = { code };

/** Ours in every frame: what it costs without the pacing that it ships with. */
function Unpaced(props: MarkdownProps) {
	return useMarkdownElement(props);
}

/** Streamdown, updated as often as ours. */
function Throttled({ text, children }: { readonly text: string; readonly children: (text: string) => ReactNode }) {
	const [shown, setShown] = useState(text);
	const latest = useRef(text);
	latest.current = text;
	useEffect(() => {
		const timer = setInterval(() => setShown(latest.current), THROTTLE_MS);
		return () => clearInterval(timer);
	}, []);
	return children(shown);
}

const streamdown = (text: string) => <Streamdown isAnimating>{text}</Streamdown>;
const colouredStreamdown = (text: string) => (
	<Streamdown isAnimating plugins={PLUGINS}>
		{text}
	</Streamdown>
);

const contestants = {
	/** The cost of empty frames. */
	nothing: undefined,
	"ours, as shipped": (text: string, open: boolean) => <Markdown text={text} streaming={open} />,
	"ours, no colours": (text: string, open: boolean) => <Markdown text={text} streaming={open} renderCode={plainCode} />,
	"ours, unpaced": (text: string, open: boolean) => <Unpaced text={text} streaming={open} />,
	"ours, unpaced, no colours": (text: string, open: boolean) => (
		<Unpaced text={text} streaming={open} renderCode={plainCode} />
	),
	"Streamdown, no colours": streamdown,
	"Streamdown, no colours, throttled alike": (text: string) => <Throttled text={text}>{streamdown}</Throttled>,
	"Streamdown, colours": colouredStreamdown,
	"Streamdown, colours, throttled alike": (text: string) => <Throttled text={text}>{colouredStreamdown}</Throttled>,
};
export type MarkdownContestant = keyof typeof contestants;

/** Streams a text, one chunk per frame, and closes it. Stops early at the limit, and returns the share that was streamed. */
async function stream(contestant: MarkdownContestant, name: TextName, limitMs: number): Promise<number> {
	const text = TEXTS[name];
	const element = document.body.appendChild(document.createElement("div"));
	const root = createRoot(element);
	const render = contestants[contestant];
	const start = performance.now();
	let frame = 0;
	while (frame < FRAMES && performance.now() - start < limitMs) {
		frame += 1;
		const shown = text.slice(0, Math.ceil((text.length * frame) / FRAMES));
		if (render) flushSync(() => root.render(render(shown, frame < FRAMES)));
		await new Promise(requestAnimationFrame);
	}
	root.unmount();
	element.remove();
	return frame / FRAMES;
}

Object.assign(window, { stream });
