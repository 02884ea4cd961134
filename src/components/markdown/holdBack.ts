const MARKER_ONLY = /^[ \t>]*(?:[-*+]|\d{1,9}[.)]?|#{1,6}|>|`{1,2}|~{1,2}|[-=_*]{2,})[ \t]*$/;
const TASK_MARKER = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]?\]?[ \t]*$/;
const PARTIAL_FENCE = /^[ \t>]*(?:`+|~+)[ \t]*$/;
const FENCE_LINE = /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,}))([^`\n]*)$/;
/** A link definition whose address has not begun. */
const PARTIAL_DEFINITION = /^ {0,3}\[[^\]\n]+\]:[ \t]*$/;
const TABLE_START = /(?:^|\n)( {0,3}\|[^\n]*)(?:\n([\s:|-]*))?$/;

/**
 * Takes from the end of a growing block what cannot be told yet: a dash may become a list, a line under a heading or
 * a rule, and would flash as one of the others first. A table shows from its header row on.
 */
export function hideAmbiguousEnd(source: string): string {
	const start = source.lastIndexOf("\n") + 1;
	const before = source.slice(0, start);
	const line = source.slice(start);
	if (isInCode(before)) return PARTIAL_FENCE.test(line) ? before : source;
	if (MARKER_ONLY.test(line) || TASK_MARKER.test(line) || PARTIAL_DEFINITION.test(line)) return before;
	if (FENCE_LINE.test(line)) return before + line.replace(FENCE_LINE, "$1");
	return source.includes("|") ? hidePartialTable(source) : source;
}

/** In code everything is text, but what may become its end. */
function isInCode(before: string): boolean {
	let fence = "";
	for (const line of before.split("\n")) {
		const [, , run = "", info = ""] = FENCE_LINE.exec(line) ?? [];
		if (fence === "") fence = run;
		else if (run.startsWith(fence) && info.trim() === "") fence = "";
	}
	return fence !== "";
}

function hidePartialTable(source: string): string {
	const match = TABLE_START.exec(source);
	const header = match?.[1];
	if (match === null || header === undefined) return source;
	const before = source.slice(0, source.lastIndexOf(header));
	if (endsInTable(before)) return source;
	if (match[2] === undefined) return before;
	return `${before}${header}\n${delimiterRow(header)}`;
}

function endsInTable(before: string): boolean {
	return /\|[^\n]*\n$/.test(before);
}

function delimiterRow(header: string): string {
	const cells = header
		.trim()
		.replace(/^\||(?<!\\)\|$/g, "")
		.split(/(?<!\\)\|/);
	return `|${cells.map(() => "---|").join("")}`;
}
