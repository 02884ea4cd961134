"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { LongText } from "./LongText.tsx";

export interface DiffTextsProps {
	readonly oldLines: readonly string[];
	readonly newLines: readonly string[];
}

/** Both texts of a change that is too large to compare. */
export function DiffTexts({ oldLines, newLines }: DiffTextsProps) {
	const { diffTexts } = useLabels();
	return (
		<div className="wsc-diff-texts">
			<LongText label={diffTexts.old} lines={oldLines} />
			<LongText label={diffTexts.new} lines={newLines} />
		</div>
	);
}
