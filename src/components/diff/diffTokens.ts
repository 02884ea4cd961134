"use client";

import { useMemo } from "react";
import type { CodeLine } from "../highlight/codeTokens.ts";
import { useHighlight } from "../highlight/HighlightedText.tsx";
import type { LanguageName } from "../highlight/languages.ts";
import { type DiffRow, rowText } from "./computeDiff.ts";
import type { VisiblePiece } from "./visibleText.ts";

/** The tokens of a line of a diff; undefined while there are none, and for a language that is not known. */
export type FindLineTokens = (row: DiffRow) => CodeLine | undefined;

/** Tokenizes both texts of a diff as wholes: a line may stand in a comment that begins far above it. */
export function useDiffTokens(rows: readonly DiffRow[], language: LanguageName | undefined): FindLineTokens {
	const { oldRows, newRows } = useMemo(() => splitSides(rows), [rows]);
	const oldTokens = useSideTokens(oldRows, language, ({ oldLine }) => oldLine);
	const newTokens = useSideTokens(newRows, language, ({ newLine }) => newLine);
	return useMemo(
		() => (row) => (row.type === "removed" ? oldTokens?.get(row.oldLine) : newTokens?.get(row.newLine)),
		[oldTokens, newTokens],
	);
}

/** The old side is empty when nothing of it is shown. */
function splitSides(rows: readonly DiffRow[]) {
	const hasRemoved = rows.some(({ type }) => type === "removed");
	return {
		oldRows: hasRemoved ? rows.filter(({ type }) => type !== "added") : [],
		newRows: rows.filter(({ type }) => type !== "removed"),
	};
}

function useSideTokens(
	rows: readonly DiffRow[],
	language: LanguageName | undefined,
	lineOf: (row: DiffRow) => number | undefined,
): ReadonlyMap<number | undefined, CodeLine> | null {
	const code = useMemo(() => (language === undefined ? "" : rows.map(rowText).join("\n")), [rows, language]);
	const highlighted = useHighlight(code, language);
	// biome-ignore lint/correctness/useExhaustiveDependencies: `lineOf` is the same for each side
	return useMemo(
		() => highlighted && new Map(rows.map((row, index) => [lineOf(row), highlighted.lines[index] ?? []])),
		[rows, highlighted],
	);
}

/** A piece of a line, in the colour of its token. */
export interface ColoredPiece extends VisiblePiece {
	readonly kind: CodeLine[number]["kind"];
}

/**
 * Splits the pieces of a line where its tokens begin and end.
 *
 * @param start - Where the pieces begin in the line.
 * @example
 * colorPieces([{ text: "let a" }], [{ text: "let", kind: "keyword" }, { text: " a", kind: null }], 0);
 * // [{ text: "let", kind: "keyword" }, { text: " a", kind: null }]
 */
export function colorPieces(pieces: readonly VisiblePiece[], tokens: CodeLine, start: number): readonly ColoredPiece[] {
	const colored: ColoredPiece[] = [];
	let offset = start;
	for (const piece of pieces) {
		const end = offset + pieceLength(piece);
		if (piece.stands !== undefined) colored.push({ ...piece, kind: null });
		else colored.push(...tokensBetween(tokens, offset, end));
		offset = end;
	}
	return colored;
}

/** How much of the line a piece is. */
export function pieceLength({ text, stands = text }: VisiblePiece): number {
	return stands.length;
}

function tokensBetween(tokens: CodeLine, from: number, to: number): readonly ColoredPiece[] {
	const found: ColoredPiece[] = [];
	let offset = 0;
	for (const { text, kind } of tokens) {
		const part = text.slice(Math.max(0, from - offset), Math.max(0, to - offset));
		if (part !== "") found.push({ text: part, kind });
		offset += text.length;
	}
	return found;
}

/** Whether the tokens are those of this line: colours must not change what it says. */
export function areTokensOf(tokens: CodeLine, row: DiffRow): boolean {
	return tokens.map(({ text }) => text).join("") === rowText(row);
}
