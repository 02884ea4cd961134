"use client";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

/**
 * The folder that the agent works in, as a path in its sandbox; null until it is known. `relativePath` shows a path
 * without it.
 *
 * @example
 * const folder = useFolder();
 * return <code title={path}>{relativePath(path, folder)}</code>;
 */
export function useFolder(): string | null {
	return useWorkspaceSelector((state) => state.session?.cwd ?? null);
}
