"use client";

import { createContext, useContext } from "react";
import type { Replay, ReplayState } from "../core/index.ts";
import { useSelected } from "./store.tsx";

/** The replay whose moment is shown; null in a workspace that goes on. */
export const ReplayContext = createContext<Replay | null>(null);

const NO_REPLAY = { get: () => null, subscribe: () => () => {} };

/** Reads from where the nearest replay is; `select` gets null outside of one. */
export function useReplaySelector<T>(select: (state: ReplayState | null) => T): T {
	return useSelected<ReplayState | null, T>(useContext(ReplayContext) ?? NO_REPLAY, select);
}
