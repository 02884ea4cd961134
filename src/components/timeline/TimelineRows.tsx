"use client";
import { CopyLinkButton } from "../link/CopyLink.tsx";
import type { CopyLinkState } from "../link/useCopyLink.ts";
import { PendingPromptRow } from "./PendingEntry.tsx";
import { TimelineEntry } from "./TimelineEntry.tsx";
import type { TimelineRow } from "./timelineRows.ts";
import type { TimelineScrolling } from "./useTimelineList.ts";

interface TimelineRowsProps {
	readonly rows: readonly TimelineRow[];
	readonly virtualizer: TimelineScrolling["virtualizer"];
	/** The row that a link or a search has led to. */
	readonly markedKey: string | null;
	readonly link: CopyLinkState;
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
						{row.itemId !== null && <CopyLinkButton itemId={row.itemId} link={link} />}
						<div className="wsc-column">
							{row.itemId === null ? (
								<PendingPromptRow clientId={row.key} />
							) : (
								<TimelineEntry
									id={row.itemId}
									approvalId={row.approvalId}
									startsAgentSection={row.startsAgentSection}
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
