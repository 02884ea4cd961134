"use client";
import { useNow } from "./useNow.ts";

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
