import { isDeepStrictEqual } from "node:util";
import { TerminalScreen } from "../../../src/components/terminal-output/TerminalScreen.ts";
import type { RandomCheck } from "../findCounterexamples.ts";
import { NaiveTerminal } from "./NaiveTerminal.ts";

const CSI = "\u001b[";
const TEXTS = ["a", "bc", "def", "hello world", "日", "本a", "👍", "e\u0301", "x".repeat(30), " "];
const MOVES = [
	"\r",
	"\b",
	"\b\b",
	"\t",
	"\u001b7",
	"\u001b8",
	...[..."CDGK@PXb"].map((command) => `${CSI}#${command}`),
];
const EDITS = [
	`${CSI}K`,
	`${CSI}1K`,
	`${CSI}2K`,
	`${CSI}J`,
	`${CSI}1J`,
	`${CSI}2J`,
	`${CSI}H`,
	`${CSI}#;#H`,
	`${CSI}#d`,
];
const ROW_MOVES = [`${CSI}A`, `${CSI}#A`, `${CSI}#B`, `${CSI}#E`, `${CSI}#F`, "\u001bD", "\u001bE", "\u001bM"];
const ROW_EDITS = [`${CSI}#L`, `${CSI}#M`];

function randomOutput(random: () => number, sequences: readonly string[], length: number): string {
	const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? "";
	const number = () => String(1 + Math.floor(random() * 9));
	return Array.from({ length }, () => pick(random() < 0.5 ? TEXTS : sequences).replaceAll("#", number)).join("");
}

function shownBy(...chunks: readonly string[]): string {
	const screen = new TerminalScreen();
	for (const chunk of chunks) screen.write(chunk);
	const lines = screen.lines(0, screen.lineCount).map((line) => expandTabs(line.text).trimEnd());
	return lines.join("\n").trimEnd();
}

function expandTabs(text: string): string {
	let shown = "";
	let column = 0;
	for (const character of text) {
		const width = /[日本👍]/u.test(character) ? 2 : character === "\u0301" && column > 0 ? 0 : 1;
		const spaces = 8 - (column % 8);
		shown += character === "\t" ? " ".repeat(spaces) : character;
		column += character === "\t" ? spaces : width;
	}
	return shown;
}

function shownByNaive(text: string): string {
	const terminal = new NaiveTerminal();
	terminal.write(text);
	return terminal.text;
}

const STRINGS = [
	"\u001b]0;title\u0007",
	"\u001b]8;;https://example.com\u001b\\link\u001b]8;;\u001b\\",
	"\u001bP1$r\u001b\\",
	"\u001b_never ended\n",
	`${CSI}38:2::1:2:3m`,
	`${CSI}1;31m`,
	`${CSI}0m`,
	`${CSI}?1049h`,
	`${CSI}?1049l`,
	`${CSI}2;5r`,
	`${CSI}r`,
	`${CSI}3S`,
	`${CSI}2T`,
	`${CSI}999999999;9m`,
	`${CSI}${"1;".repeat(200)}m`,
	`\u001b${" ".repeat(300)}`,
	"\u001b",
	CSI,
	"\u009b",
	"\u0000",
	"\u001bc",
	"\u001b(0lqk\u001b(B",
	"\u001b)0\u000eq",
	"\u000f",
	"\u001bktitle\u001b\\",
	"\f",
];

/** Of one to a few characters, or of many. */
function randomChunks(random: () => number, text: string): readonly string[] {
	const chunks: string[] = [];
	for (let at = 0; at < text.length; ) {
		const size = 1 + Math.floor(random() * (random() < 0.5 ? 3 : 40));
		chunks.push(text.slice(at, at + size));
		at += size;
	}
	return chunks;
}

/** What the screen of any output promises. */
export const outputPromises: Readonly<Record<string, RandomCheck>> = {
	"on one page, it is what a terminal shows": (random) => {
		const sequences = ["\n", ...MOVES, ...EDITS, ...ROW_MOVES, ...ROW_EDITS];
		const text = randomOutput(random, sequences, 30);
		// The page must not scroll: a program that moves above it shows that it is taller.
		const fits = text.split(/[\nDE]/).length <= 12;
		return !fits || shownBy(text) === shownByNaive(text) ? null : JSON.stringify(text);
	},
	"over many pages, it is what a terminal shows, with its history": (random) => {
		const sequences = ["\n", "\n\n", "\r\n", "\u001bD", ...MOVES, ...EDITS, `${CSI}3J`];
		const text = randomOutput(random, sequences, 300);
		return shownBy(text) === shownByNaive(text) ? null : JSON.stringify(text);
	},
	"chunks of any size give the same": (random) => {
		const sequences = ["\n", ...MOVES, ...EDITS, ...ROW_MOVES, ...ROW_EDITS, ...STRINGS, ...STRINGS];
		const text = randomOutput(random, sequences, 40);
		const chunks = randomChunks(random, text);
		const [whole, parts] = [new TerminalScreen(), new TerminalScreen()];
		whole.write(text);
		for (const chunk of chunks) parts.write(chunk);
		const isSame =
			parts.lineCount === whole.lineCount &&
			isDeepStrictEqual(parts.lines(0, parts.lineCount), whole.lines(0, whole.lineCount));
		return isSame ? null : JSON.stringify(chunks);
	},
};
