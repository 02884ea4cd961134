/** A formula as it is written, for example `$a+b$`. */
export interface MathSource {
	readonly raw: string;
	/** What is between the delimiters. */
	readonly text: string;
	/** Whether it is a formula of its own instead of a part of a line. */
	readonly display: boolean;
}

/** So that prices and variables of a shell are no formulas, there is no space inside the dollars, and no word after them. */
const DOLLARS = /(\$\$?)(?![\s$])((?:\\.|[^$\\\n])+?)(?<!\s)\1(?![\w$])/y;
const SIGNS = /[\\^_={}<>+*/|]/;
const WORD = /\p{L}{3}/u;
const AFTER_LINK_TEXT = /[([:]/;

/**
 * Reads the formula that starts at an index. `\(` and `\[` are also escaped brackets: what has neither signs nor, in
 * parentheses, short names only, is no formula.
 *
 * @param dollars - Whether `$…$` is one, too.
 */
export function readMath(source: string, index: number, dollars: boolean): MathSource | undefined {
	if (source[index] === "$") return dollars ? readDollars(source, index) : undefined;
	const opening = source[index + 1];
	if (source[index] !== "\\" || (opening !== "(" && opening !== "[")) return undefined;
	const display = opening === "[";
	const end = findEnd(source, index + 2, display ? "]" : ")", opening);
	const text = source.slice(index + 2, Math.max(end, index + 2));
	if (end < 0 || text.trim() === "") return undefined;
	const isFormula = SIGNS.test(text) || !(display || WORD.test(text));
	if (!isFormula || (display && AFTER_LINK_TEXT.test(source.charAt(end + 2)))) return undefined;
	return { raw: source.slice(index, end + 2), text: text.trim(), display };
}

function readDollars(source: string, index: number): MathSource | undefined {
	DOLLARS.lastIndex = index;
	const [raw, run, text] = DOLLARS.exec(source) ?? [];
	return raw === undefined || text === undefined ? undefined : { raw, text, display: run === "$$" };
}

/** Where the closing delimiter is, or -1. There are no formulas in formulas, so that nothing is searched twice. */
function findEnd(source: string, from: number, close: string, open: string): number {
	let index = source.indexOf("\\", from);
	while (index >= 0 && source[index + 1] !== close) {
		if (source[index + 1] === open) return -1;
		index = source.indexOf("\\", index + 2);
	}
	return index;
}

const BLOCK = /^ {0,3}\\\[((?:[^\\\n]|\\(?![[\]])|\n(?![ \t]*(?:\n|$)))+)\\\][ \t]*(?:\n|$)/;

/** Reads the `\[…\]` at the start of a text, if it has its lines for itself. */
export function readMathBlock(source: string): MathSource | undefined {
	const [raw, text] = BLOCK.exec(source) ?? [];
	if (raw === undefined || text === undefined || text.trim() === "") return undefined;
	return /^\s/.test(text) || SIGNS.test(text) ? { raw, text: text.trim(), display: true } : undefined;
}

const DOLLAR_BLOCK = /^\$\$((?:[^$\n]|\n(?![ \t]*(?:\n|$)))+)\$\$[ \t]*(?:\n|$)/;

/** Reads the `$$…$$` at the start of a text, if it has its lines for itself. */
export function readDollarBlock(source: string): MathSource | undefined {
	const [raw, text] = DOLLAR_BLOCK.exec(source) ?? [];
	return raw === undefined || text === undefined ? undefined : { raw, text: text.trim(), display: true };
}

/** Whether a text has what formulas consist of. */
export function isFormulaText(text: string): boolean {
	return SIGNS.test(text);
}

/** Whether a growing block is a formula without its end. */
export function isPartialMath(source: string): boolean {
	return /^\s*(?:\$\$[^$]*\$?|\\\[(?!\S*\])(?:[^\\]|\\(?!\]))*)$/.test(source);
}
