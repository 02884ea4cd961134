"use client";

import { useMemo } from "react";
import { type ConnectionStatus, type PendingPrompt, selectItem } from "../core/index.ts";
import type { ApprovalItem, Participant, PromptItem, Self, Session, TimelineItem, Turn } from "../protocol/index.ts";
import { useOptionalWorkspaceSelector, useWorkspaceSelector } from "./store.tsx";

/**
 * The turn that runs now; null between turns.
 *
 * @example
 * const busy = useTurn() !== null;
 */
export function useTurn(): Turn | null {
	return useWorkspaceSelector((state) => state.turn);
}

/**
 * The prompts that wait for their turn, next one first.
 *
 * @example
 * const waiting = useQueue().length;
 */
export function useQueue(): readonly PromptItem[] {
	return useWorkspaceSelector((state) => state.queue);
}

/**
 * Prompts of this browser that the workspace has not taken yet, in the order they were written.
 *
 * @example
 * const unsent = useOutbox().filter((prompt) => prompt.status === "failed");
 */
export function useOutbox(): readonly PendingPrompt[] {
	return useWorkspaceSelector((state) => state.outbox);
}

/**
 * The agent's session: which agent, whether it can be talked to, its settings. Null until the first load.
 *
 * @example
 * const agent = useSession()?.agent;
 */
export function useSession(): Session | null {
	return useWorkspaceSelector((state) => state.session);
}

/**
 * Who has the workspace open now. Someone with two windows is one participant.
 *
 * @example
 * const names = useParticipants().map((participant) => participant.name);
 */
export function useParticipants(): readonly Participant[] {
	return useWorkspaceSelector((state) => state.participants);
}

/**
 * How this browser stands to the workspace. A union: tell the cases apart by `status`.
 *
 * @example
 * const live = useConnectionStatus().status === "connected";
 */
export function useConnectionStatus(): ConnectionStatus {
	return useWorkspaceSelector((state) => state.connectionStatus);
}

/**
 * The permissions the agent waits for, oldest first.
 *
 * @example
 * const [next] = useApprovals();
 */
export function useApprovals(): readonly ApprovalItem[] {
	return useWorkspaceSelector((state) => state.approvals);
}

/**
 * The person on this side, and what they may do. Null until the first load.
 *
 * @example
 * const mayPrompt = useSelf()?.allowed.includes("prompt") ?? false;
 */
export function useSelf(): Self | null {
	return useWorkspaceSelector((state) => state.self);
}

/**
 * The ids of the timeline's items, oldest first, as far back as it was loaded. They change when an item comes or goes,
 * not when one grows: read the items with `useTimelineItem`.
 *
 * @example
 * return useTimeline().map((id) => <Entry key={id} id={id} />);
 */
export function useTimeline(): readonly string[] {
	return useWorkspaceSelector((state) => state.itemIds);
}

/**
 * One item of the timeline. Renders again when that item changes, and for no other.
 *
 * @example
 * const item = useTimelineItem(id);
 * return item?.kind === "message" ? <Markdown text={item.text} open={item.open} /> : null;
 */
export function useTimelineItem(id: string): TimelineItem | undefined {
	return useWorkspaceSelector(useMemo(() => selectItem(id), [id]));
}

/**
 * The folder that the agent works in, as a path in its sandbox; null until it is known, and where no workspace is
 * around. `relativePath` shows a path without it.
 *
 * @example
 * const folder = useWorkingDirectory();
 * return <code title={path}>{relativePath(path, folder)}</code>;
 */
export function useWorkingDirectory(): string | null {
	return useOptionalWorkspaceSelector((state) => state.session?.cwd ?? null);
}
