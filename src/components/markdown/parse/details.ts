/** `<details>` has no attribute but `open`: with any other it is text, like other tags with attributes. */
export const DETAILS_START = /^ {0,3}<details([ \t]+open(?:=(?:""|''|"?open"?))?)?[ \t]*>/i;
const TAG = /<(\/?)details(?:[ \t]+open(?:=(?:""|''|"?open"?))?)?[ \t]*>/gi;
const INLINE_CODE = /`+[^`\n]*`+/g;
const FENCE = /^[ \t]*(`{3,}(?=[^`]*$)|~{3,})/;

/** The state of reading the lines from a `<details>` on. */
export interface DetailsScan {
	/** How many are open. */
	readonly depth: number;
	/** The opening fence, in a code block. */
	readonly fence: string | undefined;
}

export const NO_DETAILS: DetailsScan = { depth: 0, fence: undefined };

/** Reads the next line. `end` is where the last open `</details>` ends in it, if it is there. */
export function scanDetails({ depth, fence }: DetailsScan, line: string): DetailsScan & { readonly end?: number } {
	const [, run] = FENCE.exec(line.trimEnd()) ?? [];
	if (fence !== undefined) {
		const closes = run?.startsWith(fence) && line.trim() === run;
		return { depth, fence: closes ? undefined : fence };
	}
	if (run !== undefined) return { depth, fence: run };
	let open = depth;
	const withoutCode = line.replace(INLINE_CODE, (code) => " ".repeat(code.length));
	for (const { 0: tag, 1: slash, index } of withoutCode.matchAll(TAG)) {
		// In the middle of a line it is text.
		if (!slash && !/(?:^|>)\s*$/.test(withoutCode.slice(Math.max(0, index - 8), index))) continue;
		open += slash ? -1 : 1;
		if (open === 0) return { ...NO_DETAILS, end: index + tag.length };
	}
	return { depth: open, fence: undefined };
}

/** Where the `<details>` at the start of a text ends; at the end of the text if it is never closed. */
export function endOfDetails(source: string): number {
	let scan: DetailsScan = NO_DETAILS;
	let start = 0;
	while (start < source.length) {
		const newline = source.indexOf("\n", start);
		const next = newline < 0 ? source.length : newline + 1;
		const { end, ...after } = scanDetails(scan, source.slice(start, next));
		if (end !== undefined) return start + end;
		scan = after;
		start = next;
	}
	return source.length;
}
