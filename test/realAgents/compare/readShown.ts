import type { Visitor } from "../../e2e/Visitor.ts";
import type { Said, SaidCall } from "../oracle/said.ts";

/** What a person sees of a timeline in which everything is unfolded. */
export interface Shown {
	readonly text: string;
	/** The kind and status of each tool call. */
	readonly calls: readonly string[];
}

/** The timelines of scenarios are on the screen as a whole then. */
const TALL = { width: 900, height: 5_000 };

/** Folds inside of folds, such as the output inside of a call. */
const MAX_DEPTH = 4;

const CLOSED_FOLDS = "button[aria-expanded=false]:not([aria-haspopup], [aria-label])";

/** Reads the timeline as a person with a very tall window who unfolds everything. */
export async function readShown({ page, timeline }: Visitor): Promise<Shown> {
	await page.setViewportSize(TALL);
	for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
		await timeline.evaluate((list, folds) => {
			for (const fold of list.querySelectorAll<HTMLElement>(folds)) fold.click();
		}, CLOSED_FOLDS);
	}
	const calls = await timeline
		.locator("[data-kind][data-status]")
		.evaluateAll((cards) => cards.map(({ dataset }) => `${dataset.kind} ${dataset.status}`));
	return { text: (await timeline.textContent()) ?? "", calls };
}

/** What of the agent's own words cannot be seen, each as a line. */
export function describeMissing(said: readonly Said[], shown: Shown, folder: string): readonly string[] {
	const text = lettersOf(shown.text);
	const missing: string[] = [];
	let position = 0;
	for (const one of said) {
		for (const words of wordsOf(one, folder)) {
			const found = text.indexOf(lettersOf(words), position);
			if (found === -1) missing.push(`not on the screen: ${one.kind} "${words.slice(0, 120)}"`);
			else position = found;
		}
	}
	return [...missing, ...describeCalls(said, shown)];
}

const OPEN_STATUSES = ["pending", "in_progress", "cancelled"];

function describeCalls(said: readonly Said[], shown: Shown): readonly string[] {
	const wanted = said
		.filter((one): one is SaidCall => one.kind === "tool call")
		.map(({ toolKind, status }) => `${toolKind} ${status}`);
	const found = shown.calls.map((call) => OPEN_STATUSES.reduce((text, status) => text.replace(status, "open"), call));
	return wanted.join() === found.join() ? [] : [`calls on the screen: ${found.join(", ")}; said: ${wanted.join(", ")}`];
}

/** Texts of an item that must be visible, in their order. */
function wordsOf(said: Said, folder: string): readonly string[] {
	switch (said.kind) {
		case "prompt":
		case "thought":
			return [said.text];
		case "message":
			return linesWithoutFences(said.text);
		case "plan":
			return said.entries.flatMap((entry) =>
				linesWithoutFences(entry.replace(/^(?:pending|in_progress|completed): /, "")),
			);
		case "tool call":
			return [firstLine(said.title).replaceAll(`${folder}/`, ""), lastLine(said.output)].filter(
				(words) => words !== "",
			);
		case "question":
			return [said.text];
		case "permission":
		case "other":
			return [];
	}
}

/** The language of a code block is not shown as it is written, and the number in a list is no text of the page. */
function linesWithoutFences(text: string): readonly string[] {
	const lines = text.split("\n").filter((line) => lettersOf(line) !== "" && !line.startsWith("```"));
	return lines.map((line) => line.replace(/^\s*\d+[.)] /, ""));
}

function firstLine(text: string): string {
	return text.trim().split("\n", 1)[0] ?? "";
}

function lastLine(text: string): string {
	return text.trim().split("\n").at(-1) ?? "";
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal are control sequences.
const COLOURS = /\u001b\[[\d;]*m/g;

/** Only letters and digits, whatever Markdown and the layout put between them. */
function lettersOf(text: string): string {
	return text.replace(COLOURS, "").replace(/[^\p{L}\p{N}]+/gu, "");
}
