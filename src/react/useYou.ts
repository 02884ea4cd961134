"use client";
import { selectYou } from "../core/index.ts";
import type { You } from "../protocol/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

/**
 * The person on this side, and what they may do. Null until the first load.
 *
 * @example
 * const mayPrompt = useYou()?.allowed.includes("prompt") ?? false;
 */
export function useYou(): You | null {
	return useWorkspaceSelector(selectYou);
}
