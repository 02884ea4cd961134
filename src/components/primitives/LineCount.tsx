"use client";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import type { ChangedLines } from "../../rules/changedLines.ts";

/** Added and removed lines as `+3 −1`, without zeros. */
export function LineCount({ added, removed }: ChangedLines) {
	const labels = useLabels();
	if (added + removed === 0) return null;
	return (
		<span className="wsc-lines" dir="ltr">
			<span className="wsc-hidden">{labels.linesChanged(added, removed)}</span>
			{added > 0 && (
				<span className="wsc-lines-added" aria-hidden="true">
					{`+${added}`}
				</span>
			)}
			{removed > 0 && (
				<span className="wsc-lines-removed" aria-hidden="true">
					{`−${removed}`}
				</span>
			)}
		</span>
	);
}
