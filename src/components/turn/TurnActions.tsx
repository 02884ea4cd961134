"use client";
import { selectSession } from "../../core/index.ts";
import { loadHistoryUntil } from "../../core/loadUntil.ts";
import type { PromptItem, TimelineItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { CopyButton } from "../copy-button/CopyButton.tsx";
import { itemUrl } from "../link/itemLink.ts";
import { loadFullItems } from "../transcript/loadWholeItems.ts";
import { transcriptMarkdown } from "../transcript/transcriptMarkdown.ts";
import { SendPromptButton } from "./AskButton.tsx";

interface TurnActionsProps {
	readonly prompt: PromptItem;
}

/** What can be done with a turn that is over: ask it again, take its answer or all of it elsewhere. */
export function TurnActions({ prompt }: TurnActionsProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const items = () => {
		const state = store.get();
		return state.itemIds.map((id) => state.items.get(id)).filter((item) => item !== undefined);
	};
	const markdown = async (shown: readonly TimelineItem[]) => {
		const { agent = "", cwd = null } = selectSession(store.get()) ?? {};
		return transcriptMarkdown(await loadFullItems(store, shown), labels, agent, cwd);
	};
	const turn = () => items().filter(({ turnId, id }) => id === prompt.id || turnId === prompt.turnId);
	const answer = async () => {
		const last = turn().findLast((item) => item.kind === "message");
		const [message] = await loadFullItems(store, last ? [last] : []);
		return message?.kind === "message" ? message.text : "";
	};
	const all = async () => {
		await loadHistoryUntil(store, () => !store.get().hasOlder);
		return markdown(items());
	};
	return (
		<div className="wsc-fault-actions">
			<SendPromptButton text={prompt.text} attachments={prompt.attachments} label={labels.runAgain} />
			<CopyButton className="wsc-button" text={answer} label={labels.copyAnswer} />
			<CopyButton className="wsc-button" text={() => markdown(turn())} label={labels.copyTurn} />
			<CopyButton className="wsc-button" text={all} label={labels.copyTranscript} />
			<CopyButton
				className="wsc-button"
				text={() => itemUrl(store.get().workspaceId, prompt.id)}
				label={labels.copyLink}
			/>
		</div>
	);
}
