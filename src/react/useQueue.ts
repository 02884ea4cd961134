"use client";
import { selectQueue } from "../core/index.ts";
import type { PromptItem } from "../protocol/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

/**
 * The prompts that wait for their turn, next one first.
 *
 * @example
 * const waiting = useQueue().length;
 */
export function useQueue(): readonly PromptItem[] {
	return useWorkspaceSelector(selectQueue);
}
