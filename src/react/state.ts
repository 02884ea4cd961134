"use client";

import { useMemo } from "react";
import type { ConnectionStatus, PendingPrompt } from "../core/index.ts";
import { selectItem } from "../core/state/selectors.ts";
import type { ApprovalItem, Participant, PromptItem, Self, Session, TimelineItem, Turn } from "../protocol/index.ts";
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
 * The queued prompts, next one first.
 *
 * @example
 * const queued = useQueue().length;
 */
export function useQueue(): readonly PromptItem[] {
	return useWorkspaceSelector((state) => state.queue);
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
 * return useTimeline().map((id) => <Entry key={id} id={id} />);
 */
export function useTimeline(): readonly string[] {
	return useWorkspaceSelector((state) => state.itemIds);
}

/**
 * One item of the timeline; undefined if it is not loaded. Renders only when that item changes.
 *
 * @example
 * const item = useTimelineItem(id);
 * return item?.kind === "message" ? <Markdown text={item.text} streaming={item.open} /> : null;
 */
export function useTimelineItem(id: string): TimelineItem | undefined {
	return useWorkspaceSelector(useMemo(() => selectItem(id), [id]));
}

/**
 * The folder the agent works in, as an absolute path in its sandbox; null until it is known and outside of a workspace.
 * `relativePath` makes a path relative to it.
 *
 * @example
 * const folder = useWorkingDirectory();
 * return <code title={path}>{relativePath(path, folder)}</code>;
 */
export function useWorkingDirectory(): string | null {
	return useOptionalWorkspaceSelector((state) => state.session?.cwd ?? null);
}
