"use client";
import { selectApprovals } from "../core/index.ts";
import type { ApprovalItem } from "../protocol/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

/**
 * The permissions the agent waits for, oldest first.
 *
 * @example
 * const [next] = useApprovals();
 */
export function useApprovals(): readonly ApprovalItem[] {
	return useWorkspaceSelector(selectApprovals);
}
