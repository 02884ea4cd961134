"use client";

import type { PendingPrompt, WorkspaceState } from "../../../core/index.ts";
import type { NoteItem, PromptItem } from "../../../protocol/index.ts";
import { useNotesById } from "../../../react/composer/useNotesById.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useConnectionStatus, useOutbox, useSelf } from "../../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../../react/store.tsx";
import { senderOf } from "../../../rules/queue.ts";
import { runnablePrompts } from "../../../rules/suspension.ts";
import { ActionButton } from "../../primitives/Button.tsx";
import { quoteText } from "../../primitives/hiddenText.ts";
import { Icon } from "../../primitives/Icon.tsx";
import { PromptBubble } from "./PromptBubble.tsx";

/** The notes that a prompt quotes which is not stored yet. */
export function useQuotedNotes({ notes = NO_NOTES }: Pick<PendingPrompt, "notes">): readonly NoteItem[] {
	return useNotesById(notes).filter((note) => note !== null);
}

const NO_NOTES: readonly string[] = [];

interface SendingPromptBubbleProps {
	readonly prompt: PendingPrompt;
}

/** A prompt that is being sent. If that fails it moves to the tray above the composer. */
function SendingPromptBubble({ prompt }: SendingPromptBubbleProps) {
	const by = useSelf();
	const state = useConnectionStatus().status === "connected" ? "sending" : "waiting";
	const { clientId, text, attachments, mentions, createdAt } = prompt;
	const notes = useQuotedNotes(prompt);
	return <PromptBubble id={clientId} {...{ by, text, attachments, notes, mentions, createdAt, state }} />;
}

interface WithdrawButtonProps {
	readonly prompt: PromptItem;
}

/** Withdraws a prompt that is not running yet. Only whoever answers for it, and owners, see it. */
export function WithdrawButton({ prompt }: WithdrawButtonProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const you = useSelf();
	if (you?.role !== "owner" && you?.userId !== senderOf(prompt).userId) return null;
	return (
		<ActionButton
			variant="quiet"
			aria-label={labels.withdrawPrompt(quoteText(prompt.text))}
			title={labels.withdraw}
			onAction={() => store.withdrawPrompt(prompt.id)}
		>
			<Icon name="close" />
		</ActionButton>
	);
}

interface StartingPromptBubbleProps {
	readonly prompt: PromptItem;
}

/** A prompt that runs as soon as the agent has started, and can be withdrawn until then. */
function StartingPromptBubble({ prompt }: StartingPromptBubbleProps) {
	const { id, by, text, attachments, notes, mentions, createdAt, state } = prompt;
	const withdraw = <WithdrawButton prompt={prompt} />;
	return <PromptBubble {...{ id, by, text, attachments, notes, mentions, createdAt, state }} actions={withdraw} />;
}

/** The prompt that runs as soon as the agent has started; null while a turn runs, as all others wait for that. */
export function selectStartingPrompt(state: WorkspaceState): PromptItem | null {
	return state.turn === null ? (runnablePrompts(state.queue)[0] ?? null) : null;
}

interface PendingPromptRowProps {
	readonly clientId: string;
}

/** A prompt that is not in the timeline yet, by the id that the sender's client created. */
export function PendingPromptRow({ clientId }: PendingPromptRowProps) {
	const sending = useOutbox().find((pending) => pending.clientId === clientId);
	const starting = useWorkspaceSelector(selectStartingPrompt);
	if (sending) return <SendingPromptBubble prompt={sending} />;
	return starting ? <StartingPromptBubble prompt={starting} /> : null;
}
