"use client";

import { useEffect, useMemo, useState } from "react";
import type { WorkspaceState } from "../core/index.ts";
import { approvalWaitMs } from "../rules/approvals.ts";
import { useApprovals, useTurn } from "./state.ts";
import { useOptionalWorkspaceSelector, useWorkspaceStore } from "./store.tsx";

/** How far the workspace's clock is ahead of this browser's, in milliseconds; 0 outside of a workspace. */
export function useClockOffset(): number {
	return useOptionalWorkspaceSelector((state) => state.clockOffsetMs) ?? 0;
}

/** The current time of the workspace's clock, updated every `everyMs`. */
export function useNow(everyMs: number): number {
	const offset = useClockOffset();
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		setNow(Date.now());
		const timer = setInterval(() => setNow(Date.now()), everyMs);
		return () => clearInterval(timer);
	}, [everyMs]);
	return now + offset;
}

/**
 * The time since a moment, in milliseconds, updated each second; never negative. It uses the workspace's clock, so it is
 * right even if the clock of this machine is wrong. Only the component that calls it renders each second.
 *
 * @param since - A timestamp of the workspace, in milliseconds since 1970: `item.createdAt`, `turn.startedAt`, `useTurnTimerStart()`.
 * @example
 * const seconds = Math.floor(useElapsed(turn.startedAt) / 1_000);
 */
export function useElapsed(since: number): number {
	return Math.max(0, useNow(1_000) - since);
}

/**
 * The start of the timer of the running turn, in milliseconds since 1970; null between turns. While an approval is
 * pending it is the start of that wait, otherwise the start of the turn plus the time spent waiting for approvals. Like
 * all timestamps it is of the workspace's clock: pass it to `useElapsed`. Changes when a turn or a wait starts or ends.
 *
 * @example
 * function Seconds({ since }: { since: number }) {
 * 	return <span>{Math.floor(useElapsed(since) / 1_000)} s</span>;
 * }
 *
 * function TurnTime() {
 * 	const since = useTurnTimerStart();
 * 	return since === null ? null : <Seconds since={since} />;
 * }
 */
export function useTurnTimerStart(): number | null {
	const store = useWorkspaceStore();
	const turn = useTurn();
	const [pending] = useApprovals();
	const startedAt = turn?.startedAt ?? 0;
	// Reads the items of the turn only when a wait starts or ends, not on each streamed word.
	const waitedMs = useMemo(() => (pending ? 0 : waitedMsSince(startedAt, store.get())), [store, pending, startedAt]);
	if (!turn) return null;
	return pending?.createdAt ?? startedAt + waitedMs;
}

function waitedMsSince(startedAt: number, state: WorkspaceState): number {
	return approvalWaitMs(approvalsSince(state, startedAt), startedAt, Date.now() + state.clockOffsetMs);
}

/** The approvals created since a moment, newest first. */
function approvalsSince({ items, itemIds }: WorkspaceState, since: number) {
	const approvals = [];
	for (let index = itemIds.length - 1; index >= 0; index--) {
		const item = items.get(itemIds[index] ?? "");
		if (!item || item.createdAt < since) break;
		if (item.kind === "approval") approvals.push(item);
	}
	return approvals;
}
