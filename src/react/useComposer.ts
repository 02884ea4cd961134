"use client";
import { useCallback } from "react";
import { selectDraft } from "../core/index.ts";
import { LIMITS, type WhenBusy } from "../protocol/index.ts";
import { useTurn } from "./useTurn.ts";
import { useWhenBusy } from "./useWhenBusy.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";
import { useWorkspaceStore } from "./useWorkspaceStore.ts";
import { useYou } from "./useYou.ts";

export interface ComposerState {
	/** Kept over reloads for this workspace and person, and shared by the composers of one page. */
	readonly draft: string;
	readonly setDraft: (draft: string) => void;
	/** Sends the draft as this person has chosen, and empties it. Does nothing while it cannot be sent. */
	readonly send: () => void;
	/** Sends it in another way, this once. Between turns there is but one. */
	readonly sendAs: (whenBusy: WhenBusy) => void;
	/** What a prompt does while a turn runs: this person's choice, which the browser keeps, or the workspace's own. */
	readonly whenBusy: WhenBusy;
	readonly setWhenBusy: (whenBusy: WhenBusy) => void;
	/** What there is to choose from; one entry for who may not stop turns. */
	readonly busyChoices: readonly WhenBusy[];
	/** Whether there is something to send, within the limits. */
	readonly canSend: boolean;
	/** Whether this person may send prompts; true until it is known. */
	readonly allowed: boolean;
	/** Whether a turn runs, so that a prompt would wait in the queue. */
	readonly busy: boolean;
}

/**
 * What a composer needs, without its looks. Why a prompt was refused shows in the outbox, where it can be sent again.
 *
 * @example
 * const { draft, setDraft, send } = useComposer();
 * return <input value={draft} onChange={(event) => setDraft(event.target.value)} onBlur={send} />;
 */
export function useComposer(): ComposerState {
	const store = useWorkspaceStore();
	const draft = useWorkspaceSelector(selectDraft);
	const allowed = useYou()?.allowed.includes("prompt") ?? true;
	const busy = useTurn() !== null;
	const { whenBusy, busyChoices } = useWhenBusy();
	const canSend = allowed && draft.trim() !== "" && draft.length <= LIMITS.promptCharacters;
	const sendAs = useCallback(
		(how: WhenBusy) => {
			if (!canSend) return;
			// What goes wrong stays in the outbox.
			store.prompt(draft, busy ? { whenBusy: how } : {}).catch(() => {});
			store.setDraft("");
		},
		[store, draft, canSend, busy],
	);
	const send = useCallback(() => sendAs(whenBusy), [sendAs, whenBusy]);
	const { setDraft, setWhenBusy } = store;
	return { draft, setDraft, send, sendAs, whenBusy, setWhenBusy, busyChoices, canSend, allowed, busy };
}
