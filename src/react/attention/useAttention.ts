"use client";

import { type Attention, selectAttention } from "../../core/index.ts";
import { isEqualStructure } from "../../core/state/structuralSharing.ts";
import { useWorkspaceSelector } from "../store.tsx";

/**
 * What waits for the current user: permission requests and questions that they may answer and have not, suggestions that
 * they may send, those who ask them for the wheel, ends of their turns and mentions since they last looked at the page, and
 * their prompts that are stuck. Empty until the first load.
 *
 * @example
 * const waiting = useAttention();
 * return waiting.length > 0 ? <p>{`${waiting.length} wait for you`}</p> : null;
 */
export function useAttention(): readonly Attention[] {
	return useWorkspaceSelector(selectAttention, isEqualStructure);
}
