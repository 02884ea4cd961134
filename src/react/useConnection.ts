"use client";
import { type ConnectionStatus, selectConnection } from "../core/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

/**
 * How this browser stands to the workspace. A union: tell the cases apart by `status`.
 *
 * @example
 * const live = useConnectionStatus().status === "connected";
 */
export function useConnectionStatus(): ConnectionStatus {
	return useWorkspaceSelector(selectConnection);
}
