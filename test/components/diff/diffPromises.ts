import { isDeepStrictEqual } from "node:util";
import { computeDiff, type DiffRow, rowText } from "../../../src/components/diff/computeDiff.ts";
import { endingMark, visibleParts } from "../../../src/components/diff/visibleText.ts";
import { sumChangedLines } from "../../../src/components/items/tool-call/toolCallDetails.ts";
import { parseLines } from "../../../src/rules/changedLines.ts";
import type { RandomCheck } from "../findCounterexamples.ts";

const PIECES = [
	...["a", "b", "foo", " bar", "\t", "    ", " ", "\u00a0", "\u3000"],
	...["\n", "\n", "\n", "\r\n", "\r", "\ufeff", "\u200b", "\u200d", "\u202e", "\0", "\u001b[31m", "\u0085"],
	...["é", "e\u0301", "Å", "\u212b", "가", "\u1100\u1161", "👩‍🚀", "👩", "1\ufe0f\u20e3", "日本", "\ud800", "\udc00"],
	...["\ufe0f", "\u{e0101}", "\u034f", "\u3164"],
];

function randomText(random: () => number): string {
	const pick = () => PIECES[Math.floor(random() * PIECES.length)];
	return Array.from({ length: Math.floor(random() * 14) }, pick).join("");
}

/** Another text, or the same with a few pieces replaced. */
function randomChange(text: string, random: () => number): string {
	if (random() < 0.2) return randomText(random);
	const at = Math.floor(random() * (text.length + 1));
	return text.slice(0, at) + randomText(random).slice(0, 4) + text.slice(at + Math.floor(random() * 3));
}

interface ComparedTexts {
	readonly oldText: string;
	readonly newText: string;
	readonly rows: readonly DiffRow[];
}

/** Checks the diff of a random change. */
function ofChanges(holds: (texts: ComparedTexts) => boolean): RandomCheck {
	return (random) => {
		const oldText = randomText(random);
		const newText = randomChange(oldText, random);
		const diff = computeDiff(oldText, newText);
		const isKept = diff.status !== "too_large" && holds({ oldText, newText, rows: diff.rows });
		return isKept ? null : JSON.stringify([oldText, newText]);
	};
}

/** A line as people see it, in which tabs and runs of spaces look alike. */
function seenLine(row: DiffRow): string {
	const pieces = visibleParts(row).flatMap((part) => part.pieces);
	const shown = pieces.map(({ text, stands }) => (stands === undefined ? text : `‹${text}›`)).join("");
	const end = row.ending === "" ? "‹none›" : endingMark(row.ending);
	return shown.replace(/^\s+/, (spaces) => " ".repeat(spaces.replaceAll("\t", "    ").length)).normalize("NFC") + end;
}

/** What a diff of any two texts promises. */
export const diffPromises: Readonly<Record<string, RandomCheck>> = {
	"the shown lines of either side are the lines of its text": ofChanges(({ oldText, newText, rows }) => {
		const hasLines = (left: DiffRow["type"], text: string) => {
			const lines = parseLines(text);
			const shown = rows.filter((row) => row.type !== left).map(rowText);
			const isWhole = lines.map((line) => line.text + line.ending).join("") === text;
			return (
				isWhole &&
				isDeepStrictEqual(
					shown,
					lines.map((line) => line.text),
				)
			);
		};
		return hasLines("added", oldText) && hasLines("removed", newText);
	}),
	"texts that differ have lines that look different": ofChanges(({ oldText, newText, rows }) => {
		if (oldText === newText) return true;
		const seen = (type: DiffRow["type"]) => rows.filter((row) => row.type === type).map(seenLine);
		return !isDeepStrictEqual(seen("removed"), seen("added"));
	}),
	"what stands for a character stands for all of it": ofChanges(({ rows }) =>
		rows.every((row) => {
			const pieces = visibleParts(row).flatMap((part) => part.pieces);
			return pieces.map(({ text, stands }) => stands ?? text).join("") === rowText(row);
		}),
	),
	"the count of a call equals the lines that the diff shows": ofChanges(({ oldText, newText, rows }) => {
		const count = (type: DiffRow["type"]) => rows.filter((row) => row.type === type).length;
		const shown = { added: count("added"), removed: count("removed") };
		return isDeepStrictEqual(sumChangedLines([{ type: "diff", path: "a", oldText, newText }]), shown);
	}),
};
