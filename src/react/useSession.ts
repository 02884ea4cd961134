"use client";
import { selectSession } from "../core/index.ts";
import type { Session } from "../protocol/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

/**
 * The agent's session: which agent, whether it can be talked to, its settings. Null until the first load.
 *
 * @example
 * const agent = useSession()?.agent;
 */
export function useSession(): Session | null {
	return useWorkspaceSelector(selectSession);
}
