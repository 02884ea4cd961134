"use client";

import { useCallback, useContext, useMemo } from "react";
import { relativePath, type WorkspaceState } from "../../core/index.ts";
import { isSameList } from "../../core/state/structuralSharing.ts";
import type { PromptItem, TimelineItem, ToolCallItem, TurnResult } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWorkingDirectory } from "../../react/state.ts";
import { useOptionalWorkspaceSelector } from "../../react/store.tsx";
import { approvalsByCall } from "../items/approval/approvalsByCall.ts";
import { CallDiff } from "../items/tool-call/ToolCallBody.tsx";
import { withApprovalDiffs } from "../items/tool-call/toolCallDetails.ts";
import { Fold } from "../primitives/Fold.tsx";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { LineCount } from "../primitives/LineCount.tsx";
import { LoadFullItem } from "../primitives/LoadFullItem.tsx";
import { SidePanelContext } from "../primitives/SidePanelContext.ts";

type ChangedFile = TurnResult["files"][number];

interface TurnFilesProps {
	readonly prompt: PromptItem;
	readonly files: TurnResult["files"];
}

/** The files that a turn changed. Each unfolds to its diffs, in the order of the turn, as far as they are loaded. */
export function TurnFiles({ prompt: { id, turnId }, files }: TurnFilesProps) {
	const select = useCallback((state: WorkspaceState) => selectTurn(state, turnId), [turnId]);
	const items = useOptionalWorkspaceSelector(select, isSameList);
	const calls = useMemo(() => doneCalls(items ?? []), [items]);
	const folder = useWorkingDirectory();
	return files.map((file) => {
		const changes = calls.flatMap((call) => changesOf(call, file.path, folder));
		return <TurnFile key={file.path} id={`${id}/file/${file.path}`} file={file} changes={changes} />;
	});
}

interface TurnFileProps {
	readonly id: string;
	readonly file: ChangedFile;
	readonly changes: ReturnType<typeof changesOf>;
}

function TurnFile({ id, file, changes }: TurnFileProps) {
	const line = <FileLine file={file} />;
	if (changes.length === 0) {
		return (
			<div className="wsc-turn-file">
				{line}
				<OpenFileButton file={file} />
			</div>
		);
	}
	return (
		<Fold id={id} summary={line}>
			<div className="wsc-tool-body">
				{changes.map(({ call, part, index }) => (
					<div key={`${call.id}/${index}`}>
						<CallDiff id={`${id}/${call.id}/${index}`} call={call} part={part} itemIds={[call.id]} />
						<LoadFullItem item={call} />
					</div>
				))}
				<OpenFileButton file={file} />
			</div>
		</Fold>
	);
}

function FileLine({ file: { path, added, removed, deleted } }: { readonly file: ChangedFile }) {
	const labels = useLabels();
	const folder = useWorkingDirectory();
	return (
		<span className="wsc-turn-end-line">
			<bdi className="wsc-code" translate="no" title={revealCharacters(path)}>
				{revealCharacters(relativePath(path, folder))}
			</bdi>
			{deleted && <span>{labels.diffState.deleted}</span>}
			<LineCount added={added} removed={removed} />
		</span>
	);
}

/** Opens a file in the side panel; nothing without a panel, or if the file is gone. */
function OpenFileButton({ file: { path, deleted } }: { readonly file: ChangedFile }) {
	const labels = useLabels();
	const panel = useContext(SidePanelContext);
	if (!panel || deleted) return null;
	return (
		<button type="button" className="wsc-link" onClick={() => panel.open({ path })}>
			{labels.openFile}
		</button>
	);
}

function selectTurn({ itemIds, items }: WorkspaceState, turnId: string | null): readonly TimelineItem[] {
	if (turnId === null) return [];
	return itemIds.flatMap((id) => {
		const item = items.get(id);
		return item?.turnId === turnId ? [item] : [];
	});
}

/** The calls that were carried out, with the diffs that they were approved for. */
function doneCalls(items: readonly TimelineItem[]): readonly ToolCallItem[] {
	const approvals = approvalsByCall(items);
	return items.flatMap((item) => {
		if (item.kind !== "tool_call" || item.status !== "completed") return [];
		const approval = items.find(({ id }) => id === approvals.get(item.id));
		return [withApprovalDiffs(item, approval?.kind === "approval" ? approval : undefined)];
	});
}

function changesOf(call: ToolCallItem, path: string, folder: string | null) {
	const shown = relativePath(path, folder);
	return call.content.flatMap((part, index) =>
		part.type === "diff" && relativePath(part.path, folder) === shown ? [{ call, part, index }] : [],
	);
}
