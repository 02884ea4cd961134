import type { MarkdownInline, MarkdownLine } from "./nodes.ts";

/** A run of `*`, `_` or `~` that may open or close emphasis. */
interface Delimiter {
	readonly character: string;
	/** How long the run is written. */
	readonly length: number;
	readonly canOpen: boolean;
	readonly canClose: boolean;
}

/** A part of a line: a node, or a delimiter until it is known what that means. */
export interface Piece {
	node: MarkdownInline;
	readonly delimiter?: Delimiter;
	/** How deep nodes are nested in it. */
	readonly depth: number;
}

interface Opener {
	/** Its place among the resolved pieces. */
	readonly index: number;
	readonly delimiter: Delimiter;
	/** How many characters are left. */
	count: number;
}

/** Deeper nesting only occurs in texts that try to make rendering expensive. */
const MAX_DEPTH = 32;

/**
 * Turns delimiters into emphasis, as CommonMark describes it: each closing run looks for the nearest opening run, and
 * remembers how far it searched in vain, so that the time is linear in the number of pieces.
 *
 * @throws {RangeError} If emphasis is nested more than `MAX_DEPTH` deep.
 */
export function resolveEmphasis(pieces: readonly Piece[]): readonly Piece[] {
	if (!pieces.some((piece) => piece.delimiter)) return pieces;
	const resolved: Piece[] = [];
	const openers: Opener[] = [];
	/** For each kind of closing run, the number of openers that were searched in vain. */
	const searched = new Map<string, number>();
	for (const piece of pieces) {
		const { delimiter } = piece;
		const count = delimiter?.canClose ? closeAll(delimiter, resolved, openers, searched) : delimiter?.length;
		if (!delimiter || count === undefined) resolved.push(piece);
		else if (count > 0) {
			if (delimiter.canOpen) openers.push({ index: resolved.length, delimiter, count });
			resolved.push(textPiece(delimiter.character.repeat(count)));
		}
	}
	return resolved;
}

/** Closes as much emphasis as a run can, and returns how many of its characters are left. */
function closeAll(closer: Delimiter, resolved: Piece[], openers: Opener[], searched: Map<string, number>): number {
	const kind = `${closer.character}${closer.canOpen}${closer.length % 3}`;
	let count = closer.length;
	while (count > 0) {
		const found = findOpener(closer, openers, searched.get(kind) ?? 0);
		const opener = openers[found];
		if (!opener) {
			searched.set(kind, openers.length);
			return count;
		}
		const used = count >= 2 && opener.count >= 2 ? 2 : 1;
		const inside = resolved.splice(opener.index + 1);
		opener.count -= used;
		count -= used;
		resolved.pop();
		if (opener.count > 0) resolved.push(textPiece(closer.character.repeat(opener.count)));
		openers.length = opener.count > 0 ? found + 1 : found;
		for (const [key, height] of searched) if (height > openers.length) searched.set(key, openers.length);
		const type = closer.character === "~" ? "strike" : used === 2 ? "strong" : "emphasis";
		resolved.push({ node: { type, children: joinTexts(inside) }, depth: depthAround(inside) });
	}
	return count;
}

function findOpener(closer: Delimiter, openers: readonly Opener[], from: number): number {
	for (let index = openers.length - 1; index >= from; index--) {
		const opener = openers[index];
		if (opener?.delimiter.character === closer.character && canMatch(opener.delimiter, closer)) return index;
	}
	return -1;
}

/** `**a*b**` is one strong text, although the single asterisk could close the opening run. */
function canMatch(opener: Delimiter, closer: Delimiter): boolean {
	if (!opener.canClose && !closer.canOpen) return true;
	return (opener.length + closer.length) % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0);
}

function textPiece(text: string): Piece {
	return { node: { type: "text", text }, depth: 0 };
}

/**
 * The depth of a node with these pieces.
 *
 * @throws {RangeError} If it is nested more than `MAX_DEPTH` deep.
 */
export function depthAround(pieces: readonly Piece[]): number {
	let depth = 1;
	for (const piece of pieces) depth = Math.max(depth, piece.depth + 1);
	if (depth > MAX_DEPTH) throw new RangeError(`Markdown nested more than ${MAX_DEPTH} deep is not rendered.`);
	return depth;
}

/** The nodes of pieces, with adjacent texts joined. */
export function joinTexts(pieces: readonly Piece[]): MarkdownLine {
	const nodes: MarkdownInline[] = [];
	let text = "";
	for (const { node } of pieces) {
		if (node.type === "text") text += node.text;
		else {
			if (text !== "") nodes.push({ type: "text", text });
			text = "";
			nodes.push(node);
		}
	}
	if (text !== "") nodes.push({ type: "text", text });
	return nodes;
}
