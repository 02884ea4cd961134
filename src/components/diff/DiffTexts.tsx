"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { TruncatedText } from "./LongText.tsx";

export interface UncomparedTextsProps {
	readonly oldLines: readonly string[];
	readonly newLines: readonly string[];
	/** What the reader's choices are kept under. */
	readonly foldId: string | undefined;
}

/** Both texts of a change that is too large to compare. */
export function UncomparedTexts({ oldLines, newLines, foldId }: UncomparedTextsProps) {
	const { diffVersions } = useLabels();
	return (
		<div className="wsc-diff-texts">
			<TruncatedText label={diffVersions.old} lines={oldLines} foldId={foldId && `${foldId}/old`} />
			<TruncatedText label={diffVersions.new} lines={newLines} foldId={foldId && `${foldId}/new`} />
		</div>
	);
}
