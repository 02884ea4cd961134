"use client";
import { type PendingPrompt, selectOutbox } from "../core/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

/**
 * Prompts of this browser that the workspace has not taken yet, in the order they were written.
 *
 * @example
 * const unsent = useOutbox().filter((prompt) => prompt.status === "failed");
 */
export function useOutbox(): readonly PendingPrompt[] {
	return useWorkspaceSelector(selectOutbox);
}
