"use client";

import type { WorkspaceState } from "../../core/index.ts";
import { loadFullItems, readTranscript } from "../../core/store/readTranscript.ts";
import type { PromptItem, TimelineItem, TurnResult, Usage } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceStore, useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { isTurnUnanswered } from "../items/prompt/turnResult.ts";
import { itemUrl } from "../link/itemLink.ts";
import { CopyButton } from "../primitives/CopyButton.tsx";
import { transcriptMarkdown } from "../transcript/transcriptMarkdown.ts";
import { UsageBreakdown } from "../usage/UsageBreakdown.tsx";
import { SendPromptButton } from "./SendPromptButton.tsx";
import { TurnFiles } from "./TurnFiles.tsx";

interface TurnActionsProps {
	readonly prompt: PromptItem;
}

/** The actions of a finished turn: run it again, copy its answer, all of it, the whole transcript or its link. */
function TurnActions({ prompt }: TurnActionsProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const hasRetry = useWorkspaceSelector((state) => hasRetryAbove(state, prompt));
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
		const last = turn().findLast((item) => item.kind === "message" && item.parentId === undefined);
		const [message] = await loadFullItems(store, last ? [last] : []);
		return message?.kind === "message" ? message.text : "";
	};
	const transcript = async () => {
		const { items: all, agent, folder } = await readTranscript(store);
		return transcriptMarkdown(all, labels, agent, folder);
	};
	return (
		<div className="wsc-error-actions">
			{!hasRetry && <SendPromptButton text={prompt.text} prompt={prompt} label={labels.runAgain} />}
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

/** Whether the end of the turn itself has the button: it failed, or it ended without a response. */
function hasRetryAbove(state: WorkspaceState, prompt: PromptItem): boolean {
	return prompt.result?.stopReason === null || isTurnUnanswered(state, prompt);
}

interface TurnSummaryProps {
	readonly prompt: PromptItem;
	readonly result: TurnResult;
}

/** Shorter waits for approvals are not shown. */
const MIN_SHOWN_WAIT_MS = 1_000;

/** The context and the cost, or the tokens where neither is known. */
function usageInShort({ used, size, cost, tokens }: Usage, labels: Labels): readonly string[] {
	const facts = [
		...(size > 0 ? [labels.usage(used, size)] : []),
		...(cost ? [labels.cost(cost.amount, cost.currency)] : []),
	];
	return facts.length === 0 && tokens ? [labels.tokens(tokens.total)] : facts;
}

/** The details of a turn: its changed files with their diffs, approvals, waiting time and usage; and its actions. */
export function TurnSummary({ prompt, result }: TurnSummaryProps) {
	const labels = useLabels();
	const store = useOptionalWorkspaceStore();
	const { usage, files, toolCalls, commands, approvals, waitedMs = 0 } = result;
	const facts = [
		...(toolCalls > commands ? [labels.toolCallsMade(toolCalls)] : []),
		...(approvals > 0 ? [labels.approvalsRequested(approvals)] : []),
		...(waitedMs >= MIN_SHOWN_WAIT_MS ? [labels.waitedForApprovals(labels.duration(waitedMs))] : []),
	];
	const usageFacts = usage ? usageInShort(usage, labels) : [];
	return (
		<div className="wsc-tool-body">
			<TurnFiles prompt={prompt} files={files} />
			{facts.length + usageFacts.length > 0 && (
				<div className="wsc-turn-end-line">
					{facts.map((fact) => (
						<span key={fact}>{fact}</span>
					))}
					{usage && usageFacts.length > 0 && (
						<UsageBreakdown usage={usage} of="turn" className="wsc-turn-usage" label={usageFacts.join(" · ")}>
							{usageFacts.map((fact) => (
								<span key={fact}>{fact}</span>
							))}
						</UsageBreakdown>
					)}
				</div>
			)}
			{store && <TurnActions prompt={prompt} />}
		</div>
	);
}
