"use client";
import { useOptionalWorkspaceSelector } from "./useSelectorAround.ts";

/**
 * The folder that the agent works in, as a path in its sandbox; null until it is known, and where no workspace is
 * around. `relativePath` shows a path without it.
 *
 * @example
 * const folder = useWorkingDirectory();
 * return <code title={path}>{relativePath(path, folder)}</code>;
 */
export function useWorkingDirectory(): string | null {
	return useOptionalWorkspaceSelector((state) => state.session?.cwd ?? null);
}
