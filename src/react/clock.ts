"use client";

import { useEffect, useMemo, useState } from "react";
import type { WorkspaceState } from "../core/index.ts";
import { approvalWaitMs } from "../rules/turn.ts";
import { useApprovals, useTurn } from "./state.ts";
import { useOptionalWorkspaceSelector, useWorkspaceStore } from "./store.tsx";

/** How far the workspace's clock is ahead of this browser's, in milliseconds; 0 outside of a workspace. */
export function useClockOffset(): number {
	return useOptionalWorkspaceSelector((state) => state.clockOffsetMs) ?? 0;
}

/** The time by the workspace's clock, renewed every `everyMs`. */
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
 * How long something has been going on, in milliseconds, renewed each second. It goes by the workspace's clock, so it is
 * right where this machine's is wrong; never negative. Only the component that reads it renders.
 *
 * @param since - A moment of the workspace, in milliseconds since 1970: `item.createdAt`, `turn.startedAt`, `useTurnTimerStart()`.
 * @example
 * const seconds = Math.floor(useElapsed(turn.startedAt) / 1_000);
 */
export function useElapsed(since: number): number {
	return Math.max(0, useNow(1_000) - since);
}

/**
 * The moment to count from, in milliseconds since 1970: since when the turn waits for a person, else since when it would
 * run if nobody had been waited for. Null between turns. It is a moment of the workspace's clock, as all are:
 * `useElapsed` tells how long ago it is. Changes when a turn or a wait begins or ends.
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
	const [waiting] = useApprovals();
	const startedAt = turn?.startedAt ?? 0;
	// The way back through the turn is gone when a wait begins or ends, and not at each word.
	const waited = useMemo(() => (waiting ? 0 : waitedMsSince(startedAt, store.get())), [store, waiting, startedAt]);
	if (!turn) return null;
	return waiting?.createdAt ?? startedAt + waited;
}

function waitedMsSince(startedAt: number, state: WorkspaceState): number {
	return approvalWaitMs(approvalsSince(state, startedAt), startedAt, Date.now() + state.clockOffsetMs);
}

/** The permissions that were asked for since a moment, newest first. */
function approvalsSince({ items, itemIds }: WorkspaceState, since: number) {
	const approvals = [];
	for (let place = itemIds.length - 1; place >= 0; place--) {
		const item = items.get(itemIds[place] ?? "");
		if (!item || item.createdAt < since) break;
		if (item.kind === "approval") approvals.push(item);
	}
	return approvals;
}
