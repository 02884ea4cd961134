import { TerminalScreen } from "./TerminalScreen.ts";

const OPENING_FENCE = /^\s*(`{3,}|~{3,})[^\n`]*\n/;

/** Unwraps a text that is one fenced block: some agents send command output as Markdown. */
function stripMarkdownFence(text: string): string {
	const [opening, fence] = OPENING_FENCE.exec(text) ?? [];
	if (opening === undefined || fence === undefined) return text;
	const lines = text.slice(opening.length).trimEnd().split("\n");
	// Another fence before the last line means several blocks.
	const isOneBlock = lines.pop() === fence && !lines.some((line) => line.startsWith(fence));
	return isOneBlock ? lines.join("\n") : text;
}

/** The text that a terminal shows of a command's output, without colours. */
export function outputText(text: string): string {
	const screen = new TerminalScreen();
	screen.write(stripMarkdownFence(text));
	return screen
		.lines(0, screen.lineCount)
		.map((line) => line.text)
		.join("\n")
		.trimEnd();
}

/** Where an output may go on is found by so many of its characters. */
const OVERLAP_CHARACTERS = 64;
/** An output that repeats itself offers many places. */
const MAX_PLACES = 16;

/** Reads an output that grows, and of which the beginning may be dropped: only what is new is read. */
export class OutputReader {
	#text = "";
	#screen = new TerminalScreen();
	/** What was dropped before `#text`, in characters. */
	#dropped = 0;

	read(output: string): TerminalScreen {
		const text = stripMarkdownFence(output);
		if (text === this.#text) return this.#screen;
		const start = this.#findStart(text);
		if (start === undefined) {
			this.#screen = new TerminalScreen();
			this.#screen.write(text);
			this.#dropped = 0;
		} else {
			this.#screen.write(text.slice(this.#text.length - start));
			this.#dropped += start;
			if (start > 0) this.#screen.dropBefore(this.#dropped);
		}
		this.#text = text;
		return this.#screen;
	}

	/** The position in what was read at which a text begins that continues it. */
	#findStart(text: string): number | undefined {
		if (text.startsWith(this.#text)) return 0;
		const head = text.slice(0, OVERLAP_CHARACTERS);
		if (head.length < OVERLAP_CHARACTERS) return undefined;
		let start = this.#text.indexOf(head);
		for (let place = 0; place < MAX_PLACES && start !== -1; place++) {
			if (text.startsWith(this.#text.slice(start))) return start;
			start = this.#text.indexOf(head, start + 1);
		}
		return undefined;
	}
}
