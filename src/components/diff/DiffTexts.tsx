"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { LongText } from "./LongText.tsx";

export interface DiffTextsProps {
	readonly oldLines: readonly string[];
	readonly newLines: readonly string[];
	/** What the reader's choices are kept under. */
	readonly foldId: string | undefined;
}

/** Both texts of a change that is too large to compare. */
export function DiffTexts({ oldLines, newLines, foldId }: DiffTextsProps) {
	const { diffTexts } = useLabels();
	return (
		<div className="wsc-diff-texts">
			<LongText label={diffTexts.old} lines={oldLines} foldId={foldId && `${foldId}/old`} />
			<LongText label={diffTexts.new} lines={newLines} foldId={foldId && `${foldId}/new`} />
		</div>
	);
}
