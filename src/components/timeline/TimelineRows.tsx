"use client";

import { memo, useMemo } from "react";
import { isSameButText, selectAgentOf, selectItem } from "../../core/state/selectors.ts";
import type { TimelineItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useTimelineItem } from "../../react/state.ts";
import { useWorkspaceSelector } from "../../react/store.tsx";
import { EventGroup } from "../items/event/EventEntry.tsx";
import { itemKindOf } from "../items/itemKinds.ts";
import { ItemNotes } from "../items/note/ItemNotes.tsx";
import { PendingPromptRow } from "../items/prompt/PendingPrompt.tsx";
import { NestedItems } from "../items/tool-call/NestedItems.tsx";
import { diffPathsOf, withApprovalDiffs } from "../items/tool-call/toolCallDetails.ts";
import { Readers } from "../presence/Readers.tsx";
import { type FoldStore, FoldStoreContext } from "../primitives/Fold.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { PartBoundary } from "../primitives/PartBoundary.tsx";
import { Time } from "../primitives/Time.tsx";
import { PromptTurnEnd } from "../turn/TurnEnd.tsx";
import { RowActions, type RowCopyState } from "./RowActions.tsx";
import type { TimelineRow } from "./rows.ts";
import type { TimelineScrolling } from "./scrolling.ts";

/** The first of what the agent says: its place and time. */
type AgentHeaderProps = Pick<TimelineItem, "order" | "createdAt">;

/** Names the agent above its first row. */
const AgentHeader = memo(function AgentHeader({ order, createdAt }: AgentHeaderProps) {
	const labels = useLabels();
	const name = labels.agentName(useWorkspaceSelector(selectAgentOf({ order })) ?? "");
	return (
		<div className="wsc-agent-head">
			<span className="wsc-agent-mark">
				<Icon name="agent" />
			</span>
			<h3 className="wsc-author" dir="auto" aria-label={labels.answerBy(name)}>
				{name}
			</h3>
			<Time at={createdAt} />
		</div>
	);
});

interface TimelineEntryProps {
	readonly id: string;
	readonly approvalId: string | null;
	readonly startsAgentSection: boolean;
	readonly endsPromptId: string | null;
	readonly nestedIds: readonly string[];
	readonly noteIds: readonly string[];
	readonly groupIds: readonly string[];
}

/** One item of the timeline by its id. Only this renders when the item changes, and of a streamed text only that text. */
const TimelineEntry = memo(function TimelineEntry(props: TimelineEntryProps) {
	const { id, approvalId, startsAgentSection, endsPromptId, nestedIds, noteIds, groupIds } = props;
	const item = useWorkspaceSelector(
		useMemo(() => selectItem(id), [id]),
		isSameButText,
	);
	const approval = useTimelineItem(approvalId ?? "");
	if (!item) return null;
	const { View } = itemKindOf(item);
	return (
		<>
			<PartBoundary part="TimelineItem" itemId={id}>
				{startsAgentSection && <AgentHeader order={item.order} createdAt={item.createdAt} />}
				{groupIds.length > 0 ? (
					<EventGroup ids={groupIds} />
				) : (
					<View item={item} approval={approval?.kind === "approval" ? approval : undefined} followsText />
				)}
				{nestedIds.length > 0 && <NestedItems callItemId={id} nestedIds={nestedIds} />}
				<ItemNotes itemId={id} noteIds={noteIds} diffPaths={diffPathsOfRow(item, approval)} />
			</PartBoundary>
			{endsPromptId && (
				<PartBoundary part="TurnEnd" itemId={endsPromptId}>
					<PromptTurnEnd promptId={endsPromptId} />
				</PartBoundary>
			)}
		</>
	);
});

/** The files of which a row shows the changes while it is unfolded. */
function diffPathsOfRow(item: TimelineItem, approval: TimelineItem | undefined): readonly string[] | undefined {
	if (item.kind === "approval") return diffPathsOf(item.toolCall);
	if (item.kind !== "tool_call") return undefined;
	return diffPathsOf(withApprovalDiffs(item, approval?.kind === "approval" ? approval : undefined));
}

interface TimelineRowsProps {
	readonly rows: readonly TimelineRow[];
	readonly virtualizer: TimelineScrolling["virtualizer"];
	/** The row that a link or the search leads to. */
	readonly markedKey: string | null;
	readonly rowCopy: RowCopyState;
}

interface PrintedRowsProps {
	readonly rows: readonly TimelineRow[];
	/** Which of them are folded, see `createPrintFolds`. */
	readonly folds: FoldStore;
}

/** Rows one below the other, for the printer. The list on the screen renders only those in sight. */
export function PrintedRows({ rows, folds }: PrintedRowsProps) {
	return (
		<FoldStoreContext.Provider value={folds}>
			<div className="wsc-printed">
				{rows.map((row, index) => (
					<div
						key={row.key}
						className="wsc-row"
						data-kind={row.kind}
						data-after={rows[index - 1]?.kind}
						data-depth={depthOf(row)}
					>
						<div className="wsc-column">
							<RowContent row={row} />
						</div>
					</div>
				))}
			</div>
		</FoldStoreContext.Provider>
	);
}

interface RowContentProps {
	readonly row: TimelineRow;
}

/** Memoized: the list renders whenever a row is measured, and its rows are the same then. */
const RowContent = memo(function RowContent({ row }: RowContentProps) {
	if (row.itemId === null)
		return (
			<PartBoundary part="TimelineItem" itemId={row.key}>
				<PendingPromptRow clientId={row.key} />
			</PartBoundary>
		);
	return (
		<TimelineEntry
			id={row.itemId}
			approvalId={row.approvalId}
			startsAgentSection={row.startsAgentSection}
			endsPromptId={row.endsPromptId}
			nestedIds={row.nestedIds}
			noteIds={row.noteIds}
			groupIds={row.groupIds}
		/>
	);
});

interface NewLineProps {
	/** Milliseconds since 1970. */
	readonly since: number;
}

/** Above the first row that is new for the reader. A part of that row, so that the list measures and moves both as one. */
function NewLine({ since }: NewLineProps) {
	const labels = useLabels();
	return (
		<p className="wsc-new-line">
			<span>{labels.newSince(labels.time(since))}</span>
		</p>
	);
}

/** More are not indented: there would be no room. */
const MAX_SHOWN_DEPTH = 3;

function depthOf({ depth }: TimelineRow): number | undefined {
	return depth === 0 ? undefined : Math.min(depth, MAX_SHOWN_DEPTH);
}

/** The visible rows. The virtualizer positions them and sets the height of the container. */
export function TimelineRows({ rows, virtualizer, markedKey, rowCopy }: TimelineRowsProps) {
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
						data-key={row.key}
						tabIndex={-1}
						data-kind={row.kind}
						data-after={rows[index - 1]?.kind}
						data-depth={depthOf(row)}
						data-new={row.newSince !== undefined || undefined}
						data-marked={row.key === markedKey || undefined}
						aria-current={row.key === markedKey || undefined}
					>
						{row.newSince !== undefined && <NewLine since={row.newSince} />}
						<div className="wsc-column">
							<RowContent row={row} />
						</div>
						{row.itemId !== null && <Readers itemId={row.itemId} />}
						{row.itemId !== null && (
							<RowActions itemId={row.itemId} kind={row.kind} promptId={row.promptId} rowCopy={rowCopy} />
						)}
					</div>
				);
			})}
		</div>
	);
}
