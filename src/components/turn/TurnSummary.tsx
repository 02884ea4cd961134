"use client";

import { relativePath } from "../../core/index.ts";
import { loadHistoryUntil } from "../../core/store/history.ts";
import type { PromptItem, TimelineItem, TurnResult } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWorkingDirectory } from "../../react/state.ts";
import { useOptionalWorkspaceStore, useWorkspaceStore } from "../../react/store.tsx";
import { itemUrl } from "../link/itemLink.ts";
import { CopyButton } from "../primitives/CopyButton.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { LineCount } from "../primitives/LineCount.tsx";
import { loadFullItems, transcriptMarkdown } from "../transcript/transcriptMarkdown.ts";
import { SendPromptButton } from "./SendPromptButton.tsx";

interface TurnActionsProps {
	readonly prompt: PromptItem;
}

/** The actions of a finished turn: run it again, copy its answer, all of it, the whole transcript or its link. */
export function TurnActions({ prompt }: TurnActionsProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const items = () => {
		const state = store.get();
		return state.itemIds.map((id) => state.items.get(id)).filter((item) => item !== undefined);
	};
	const toMarkdown = async (selected: readonly TimelineItem[]) => {
		const { agent = "", cwd = null } = store.get().session ?? {};
		return transcriptMarkdown(await loadFullItems(store, selected), labels, agent, cwd);
	};
	const turn = () => items().filter(({ turnId, id }) => id === prompt.id || turnId === prompt.turnId);
	const answer = async () => {
		const last = turn().findLast((item) => item.kind === "message");
		const [message] = await loadFullItems(store, last ? [last] : []);
		return message?.kind === "message" ? message.text : "";
	};
	const transcript = async () => {
		await loadHistoryUntil(store, () => !store.get().hasOlder);
		return toMarkdown(items());
	};
	return (
		<div className="wsc-error-actions">
			<SendPromptButton
				text={prompt.text}
				attachments={prompt.attachments}
				metadata={prompt.metadata}
				label={labels.runAgain}
			/>
			<CopyButton className="wsc-button" text={answer} label={labels.copyAnswer} />
			<CopyButton className="wsc-button" text={() => toMarkdown(turn())} label={labels.copyTurn} />
			<CopyButton className="wsc-button" text={transcript} label={labels.copyTranscript} />
			<CopyButton
				className="wsc-button"
				text={() => itemUrl(store.get().workspaceId, prompt.id)}
				label={labels.copyLink}
			/>
		</div>
	);
}

export interface TurnSummaryProps {
	readonly prompt: PromptItem;
	readonly result: TurnResult;
}

/** Shorter waits for approvals are not shown. */
const MIN_SHOWN_WAIT_MS = 1_000;

/** The details of a turn: its changed files, approvals, waiting time and usage; and its actions. */
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
