"use client";

import { useEffect, useMemo, useState } from "react";
import type { ReplayState, WorkspaceState } from "../core/index.ts";
import { type PeopleWait, peopleWaitMs } from "../rules/approvals.ts";
import { useReplaySelector } from "./ReplayContext.ts";
import { selectConnectionLost, useApprovals, useQuestions, useTurn } from "./state.ts";
import { useOptionalWorkspaceSelector, useWorkspaceStore } from "./store.tsx";

/** How far the workspace's clock is ahead of this browser's, in milliseconds; 0 outside of a workspace. */
export function useClockOffset(): number {
	return useOptionalWorkspaceSelector((state) => state.clockOffsetMs) ?? 0;
}

/** The moment that the nearest replay shows, in steps of `everyMs`; null outside of one. */
function useReplayedNow(everyMs: number): number | null {
	const select = useMemo(
		() => (state: ReplayState | null) => state && Math.floor(state.at / everyMs) * everyMs,
		[everyMs],
	);
	return useReplaySelector(select);
}

/** The current time of the workspace's clock, updated every `everyMs`; while paused it stands still. */
export function useNow(everyMs: number, isPaused = false): number {
	const offset = useClockOffset();
	const replayed = useReplayedNow(everyMs);
	const isReplay = replayed !== null;
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		if (isPaused || isReplay) return;
		setNow(Date.now());
		const timer = setInterval(() => setNow(Date.now()), everyMs);
		return () => clearInterval(timer);
	}, [everyMs, isPaused, isReplay]);
	return replayed ?? now + offset;
}

/**
 * The time since a moment, in milliseconds, updated each second; never negative. It uses the workspace's clock, so it is
 * right even if the clock of this machine is wrong. While the connection is lost it stands still, because nobody knows
 * whether what it measures still goes on. Only the component that calls it renders each second.
 *
 * @param since - A timestamp of the workspace, in milliseconds since 1970: `item.createdAt`, `turn.startedAt`, `useTurnTimerStart()`.
 * @example
 * function Duration({ turn }: { turn: Turn }) {
 * 	return <span>{Math.floor(useElapsed(turn.startedAt) / 1_000)} s</span>;
 * }
 */
export function useElapsed(since: number): number {
	const isLost = useOptionalWorkspaceSelector(selectConnectionLost) ?? false;
	return Math.max(0, useNow(1_000, isLost) - since);
}

/**
 * The start of the timer of the running turn, in milliseconds since 1970; null between turns. While an approval or a
 * question is pending it is the start of that wait, otherwise the start of the turn plus the time spent waiting for
 * people. Like all timestamps it is of the workspace's clock: pass it to `useElapsed`. Changes when a turn or a wait
 * starts or ends.
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
	const [approval] = useApprovals();
	const asked = useQuestions().find(({ turnId }) => turnId === turn?.id);
	const pending = approval ?? asked;
	const startedAt = turn?.startedAt ?? 0;
	// Reads the items of the turn only when a wait starts or ends, not on each streamed word.
	const waitedMs = useMemo(
		() => (pending || !startedAt ? 0 : waitedMsSince(startedAt, store.get())),
		[store, pending, startedAt],
	);
	if (!turn) return null;
	return pending?.createdAt ?? startedAt + waitedMs;
}

function waitedMsSince(startedAt: number, state: WorkspaceState): number {
	return peopleWaitMs(waitsSince(state, startedAt), startedAt, Date.now() + state.clockOffsetMs);
}

/** The approvals and questions created since a moment, newest first. */
function waitsSince({ items, itemIds }: WorkspaceState, since: number): readonly PeopleWait[] {
	const waits = [];
	for (let index = itemIds.length - 1; index >= 0; index--) {
		const item = items.get(itemIds[index] ?? "");
		if (!item || item.createdAt < since) break;
		if (item.kind === "approval" || item.kind === "question") waits.push(item);
	}
	return waits;
}
