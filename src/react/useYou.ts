"use client";
import { selectYou } from "../core/index.ts";
import type { Self } from "../protocol/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

/**
 * The person on this side, and what they may do. Null until the first load.
 *
 * @example
 * const mayPrompt = useSelf()?.allowed.includes("prompt") ?? false;
 */
export function useSelf(): Self | null {
	return useWorkspaceSelector(selectYou);
}
