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
import { END, TEXTS, type TextName } from "../../streamedTexts.ts";

const FRAMES = 512;
/** Characters: a shorter text is streamed in fewer frames. */
const MIN_CHUNK = 64;
/** Without a change for so long, a renderer has come to an end. */
const QUIET_MS = 200;
const SETTLED_WITHIN_MS = 20_000;
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

const streamdown = (text: string, open: boolean) => <Streamdown isAnimating={open}>{text}</Streamdown>;
const colouredStreamdown = (text: string, open: boolean) => (
	<Streamdown isAnimating={open} plugins={PLUGINS}>
		{text}
	</Streamdown>
);

const contestants = {
	/** The cost of empty frames. */
	nothing: () => null,
	"ours, as shipped": (text: string, open: boolean) => <Markdown text={text} streaming={open} />,
	"ours, unpaced": (text: string, open: boolean) => <Unpaced text={text} streaming={open} />,
	"ours, unpaced, no colours": (text: string, open: boolean) => (
		<Unpaced text={text} streaming={open} renderCode={plainCode} />
	),
	"Streamdown, no colours": streamdown,
	"Streamdown, colours": colouredStreamdown,
	"Streamdown, colours, throttled alike": (text: string, open: boolean) => (
		<Throttled text={text}>{(shown) => colouredStreamdown(shown, open)}</Throttled>
	),
};
export type MarkdownContestant = keyof typeof contestants;

let removeLast = () => {};

const nextFrame = () => new Promise(requestAnimationFrame);

/** Waits until a renderer has shown the whole text, and what it does later, such as colours, is on the page too. */
async function untilSettled(element: Element, isWhole: boolean): Promise<void> {
	const start = performance.now();
	let changedAt = start;
	const observer = new MutationObserver(() => {
		changedAt = performance.now();
	});
	observer.observe(element, { subtree: true, childList: true, characterData: true, attributes: true });
	const isMissing = () => isWhole && !element.textContent.includes(END);
	while (performance.now() - changedAt < QUIET_MS || isMissing()) {
		if (performance.now() - start > SETTLED_WITHIN_MS) throw new Error("The renderer did not come to an end.");
		await nextFrame();
	}
	observer.disconnect();
}

/**
 * Streams a text, one chunk per frame, and closes it. Stops early at the limit, and returns the share that was streamed.
 * The end of the text stays in sight, as in a chat. What an earlier text has left is taken away, this one stays.
 */
async function stream(contestant: MarkdownContestant, name: TextName, limitMs: number): Promise<number> {
	const text = TEXTS[name];
	removeLast();
	const list = document.body.appendChild(document.createElement("div"));
	// The browser itself keeps the end in sight: a script for that would have it lay out the page within script time.
	list.style.cssText = "position: fixed; inset: 0; overflow: auto; display: flex; flex-direction: column-reverse";
	const element = list.appendChild(document.createElement("div"));
	const root = createRoot(element);
	const render = contestants[contestant];
	const frames = Math.min(FRAMES, Math.ceil(text.length / MIN_CHUNK));
	const start = performance.now();
	let frame = 0;
	while (frame < frames && performance.now() - start < limitMs) {
		frame += 1;
		const shown = text.slice(0, Math.ceil((text.length * frame) / frames));
		flushSync(() => root.render(render(shown, frame < frames)));
		await nextFrame();
	}
	await untilSettled(element, contestant !== "nothing" && frame === frames);
	removeLast = () => {
		root.unmount();
		list.remove();
	};
	return frame / frames;
}

Object.assign(window, { stream });
