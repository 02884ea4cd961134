"use client";

import { useMemo } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { pieceText, splitHidden, type TextPiece } from "./hiddenText.ts";

interface RevealedTextProps {
	readonly text: string;
}

/** With more of them, all that is hidden is still written out, but in one element: a text may have tens of thousands. */
const MAX_PIECES = 2_000;

/** A text in which nothing can be overlooked: see `splitHidden`. What stands for something else looks different. */
export function RevealedText({ text }: RevealedTextProps) {
	const labels = useLabels();
	const pieces = useMemo(() => splitHidden(text), [text]);
	// Each text is alone in its element, so that translators can replace it: React has a text node of its own for what a
	// component returns, also if it is the only one.
	const shown = pieces.slice(0, MAX_PIECES).map((piece, index) =>
		piece.type === "text" ? (
			// biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their position
			<span key={index}>{piece.text}</span>
		) : (
			// biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their position
			<PieceMark key={index} piece={piece} text={pieceText(piece, labels)} />
		),
	);
	if (pieces.length <= MAX_PIECES) return shown;
	const rest = pieces.slice(MAX_PIECES).map((piece) => pieceText(piece, labels));
	return [...shown, <span key="rest">{rest.join("")}</span>];
}

function PieceMark({ piece, text }: { readonly piece: TextPiece; readonly text: string }) {
	return (
		<>
			{piece.type === "host" && <span> </span>}
			<mark className="wsc-revealed" data-type={piece.type}>
				{text.trim()}
			</mark>
			{piece.type === "emptyLines" && <span>{"\n"}</span>}
		</>
	);
}
