"use client";

import { useMemo } from "react";
import { isFinalRefusal } from "../core/errors/connectionErrors.ts";
import type { ConnectionStatus, PendingPrompt, WorkspaceState } from "../core/index.ts";
import { selectItem } from "../core/state/selectors.ts";
import type {
	ApprovalItem,
	BackgroundWork,
	Participant,
	PromptItem,
	QuestionItem,
	Self,
	Session,
	TimelineItem,
	Turn,
} from "../protocol/index.ts";
import { waitingPrompts } from "../rules/queue.ts";
import { suggestionsIn } from "../rules/suggestions.ts";
import { useOptionalWorkspaceSelector, useWorkspaceSelector } from "./store.tsx";

/**
 * The running turn; null between turns.
 *
 * @example
 * const busy = useTurn() !== null;
 */
export function useTurn(): Turn | null {
	return useWorkspaceSelector((state) => state.turn);
}

/**
 * What the agent does outside of turns: the tasks that it has left running, or what it says by itself. Null while that is
 * nothing.
 *
 * @example
 * const tasks = useBackground()?.tasks.map((task) => task.title);
 */
export function useBackground(): BackgroundWork | null {
	return useWorkspaceSelector((state) => state.session?.background ?? null);
}

/**
 * The queued prompts, next one first, without those that are suggestions.
 *
 * @example
 * const queued = useQueue().length;
 */
export function useQueue(): readonly PromptItem[] {
	const queue = useWorkspaceSelector((state) => state.queue);
	return useMemo(() => waitingPrompts(queue), [queue]);
}

/**
 * The prompts that wait for somebody to send them, the oldest first. `useSuggestion` does something with one of them.
 *
 * @example
 * const waiting = useSuggestions().length;
 */
export function useSuggestions(): readonly PromptItem[] {
	const queue = useWorkspaceSelector((state) => state.queue);
	return useMemo(() => suggestionsIn(queue), [queue]);
}

/**
 * Prompts of this browser that the workspace has not accepted yet, in the order they were written.
 *
 * @example
 * const unsent = useOutbox().filter((prompt) => prompt.status === "failed");
 */
export function useOutbox(): readonly PendingPrompt[] {
	return useWorkspaceSelector((state) => state.outbox);
}

/**
 * The agent's session: its agent, status, settings and commands. Null until the first load.
 *
 * @example
 * const agent = useSession()?.agent;
 */
export function useSession(): Session | null {
	return useWorkspaceSelector((state) => state.session);
}

/**
 * The people who have the workspace open. A person with two windows is one participant.
 *
 * @example
 * const names = useParticipants().map((participant) => participant.name);
 */
export function useParticipants(): readonly Participant[] {
	return useWorkspaceSelector((state) => state.participants);
}

/**
 * The connection of this browser to the workspace: a union, discriminated by `status`.
 *
 * @example
 * const live = useConnectionStatus().status === "connected";
 */
export function useConnectionStatus(): ConnectionStatus {
	return useWorkspaceSelector((state) => state.connectionStatus);
}

/** Whether a connection that was there is lost, so that the state is what was last known. */
export function useConnectionLost(): boolean {
	return useWorkspaceSelector(selectConnectionLost);
}

export function selectConnectionLost({ connectionStatus: { status } }: WorkspaceState): boolean {
	return status === "reconnecting" || status === "offline";
}

/** Whether the workspace refuses this page for good, so that nothing can be sent from it. */
export function useFinallyRefused(): boolean {
	return useWorkspaceSelector(selectFinallyRefused);
}

export function selectFinallyRefused({ connectionStatus }: WorkspaceState): boolean {
	return connectionStatus.status === "refused" && isFinalRefusal(connectionStatus.error.code);
}

/**
 * The pending approvals, oldest first.
 *
 * @example
 * const [next] = useApprovals();
 */
export function useApprovals(): readonly ApprovalItem[] {
	return useWorkspaceSelector((state) => state.approvals);
}

/**
 * The questions of the agent that wait for an answer, oldest first.
 *
 * @example
 * const [next] = useQuestions();
 */
export function useQuestions(): readonly QuestionItem[] {
	return useWorkspaceSelector((state) => state.questions);
}

/**
 * The current user and the actions they may call. Null until the first load.
 *
 * @example
 * const mayPrompt = useSelf()?.allowedActions.includes("prompt") ?? false;
 */
export function useSelf(): Self | null {
	return useWorkspaceSelector((state) => state.self);
}

/**
 * The ids of the timeline's items, oldest first, as far back as they are loaded. The list changes when an item is added or
 * removed, not when one streams: read the items with `useTimelineItem`.
 *
 * @example
 * function Entry({ id }: { id: string }) {
 * 	return <p>{useTimelineItem(id)?.kind}</p>;
 * }
 *
 * function Entries() {
 * 	return useTimeline().map((id) => <Entry key={id} id={id} />);
 * }
 */
export function useTimeline(): readonly string[] {
	return useWorkspaceSelector((state) => state.itemIds);
}

/**
 * One item of the timeline; undefined if it is not loaded. Renders only when that item changes.
 *
 * @example
 * function Answer({ id }: { id: string }) {
 * 	const item = useTimelineItem(id);
 * 	return item?.kind === "message" ? <Markdown text={item.text} streaming={item.open} /> : null;
 * }
 */
export function useTimelineItem(id: string): TimelineItem | undefined {
	return useWorkspaceSelector(useMemo(() => selectItem(id), [id]));
}

/**
 * The folder the agent works in, as an absolute path in its sandbox; null until it is known and outside of a workspace.
 * `relativePath` makes a path relative to it.
 *
 * @example
 * function Path({ path }: { path: string }) {
 * 	const folder = useWorkingDirectory();
 * 	return <code title={path}>{relativePath(path, folder)}</code>;
 * }
 */
export function useWorkingDirectory(): string | null {
	return useOptionalWorkspaceSelector((state) => state.session?.cwd ?? null);
}
