"use client";
import { selectTurn } from "../core/index.ts";
import type { Turn } from "../protocol/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

/**
 * The turn that runs now; null between turns.
 *
 * @example
 * const busy = useTurn() !== null;
 */
export function useTurn(): Turn | null {
	return useWorkspaceSelector(selectTurn);
}
