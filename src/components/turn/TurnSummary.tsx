"use client";
import { relativePath } from "../../core/index.ts";
import type { PromptItem, TurnResult } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkingDirectory } from "../../react/useFolder.ts";
import { useOptionalWorkspaceStore } from "../../react/useStoreAround.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { LineCount } from "../tool-call/LineCount.tsx";
import { TurnActions } from "./TurnActions.tsx";

export interface TurnSummaryProps {
	readonly prompt: PromptItem;
	readonly result: TurnResult;
}

/** A permission that is answered in less kept nobody waiting. */
const MIN_SHOWN_WAIT_MS = 1_000;

/** What the line of a turn does not say: its files by name, what it asked and waited for, what it used; and what to do with it. */
export function TurnSummary({ prompt, result }: TurnSummaryProps) {
	const labels = useLabels();
	const folder = useWorkingDirectory();
	const store = useOptionalWorkspaceStore();
	const { usage, files, toolCalls, commands, approvals, waitedMs = 0 } = result;
	const facts = [
		...(toolCalls > commands ? [labels.toolCallsMade(toolCalls)] : []),
		...(approvals > 0 ? [labels.approvalsRequested(approvals)] : []),
		...(waitedMs >= MIN_SHOWN_WAIT_MS ? [labels.waitedForApprovals(labels.duration(waitedMs))] : []),
		...(usage ? [labels.usage(usage.used, usage.size)] : []),
		...(usage?.cost ? [labels.cost(usage.cost.amount, usage.cost.currency)] : []),
	];
	return (
		<div className="wsc-tool-body">
			{files.map(({ path, added, removed }) => (
				<div key={path} className="wsc-turn-end-line">
					<bdi className="wsc-code" title={revealDirectionOverrides(path)}>
						{revealDirectionOverrides(relativePath(path, folder))}
					</bdi>
					<LineCount added={added} removed={removed} />
				</div>
			))}
			{facts.length > 0 && (
				<div className="wsc-turn-end-line">
					{facts.map((fact) => (
						<span key={fact}>{fact}</span>
					))}
				</div>
			)}
			{store && <TurnActions prompt={prompt} />}
		</div>
	);
}
