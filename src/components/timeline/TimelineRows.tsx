"use client";
import { CopyLink } from "../link/CopyLink.tsx";
import type { CopiedLink } from "../link/useCopyLink.ts";
import { PendingEntry } from "./PendingEntry.tsx";
import { TimelineEntry } from "./TimelineEntry.tsx";
import type { TimelineRow } from "./timelineRows.ts";
import type { TimelineList } from "./useTimelineList.ts";

interface TimelineRowsProps {
	readonly rows: readonly TimelineRow[];
	readonly virtualizer: TimelineList["virtualizer"];
	/** The row that a link or a search has led to. */
	readonly markedKey: string | null;
	readonly link: CopiedLink;
}

/** The rows in sight. The list itself places them and sets the height of the whole. */
export function TimelineRows({ rows, virtualizer, markedKey, link }: TimelineRowsProps) {
	return (
		<div ref={virtualizer.containerRef} className="wsc-rows">
			{virtualizer.getVirtualItems().map(({ index }) => {
				const row = rows[index];
				if (!row) return null;
				return (
					<div
						key={row.key}
						ref={virtualizer.measureElement}
						className="wsc-row"
						data-index={index}
						data-kind={row.kind}
						data-after={rows[index - 1]?.kind}
						data-marked={row.key === markedKey || undefined}
						aria-current={row.key === markedKey || undefined}
					>
						{/* It stands at the top: going on to it from the end of a long row would lead back there. */}
						{row.itemId !== null && <CopyLink itemId={row.itemId} link={link} />}
						<div className="wsc-column">
							{row.itemId === null ? (
								<PendingEntry clientId={row.key} />
							) : (
								<TimelineEntry
									id={row.itemId}
									approvalId={row.approvalId}
									opensAgent={row.opensAgent}
									endsPromptId={row.endsPromptId}
								/>
							)}
						</div>
					</div>
				);
			})}
		</div>
	);
}
