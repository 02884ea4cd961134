"use client";
import { useSelectorAround } from "./useSelectorAround.ts";

/**
 * The folder that the agent works in, as a path in its sandbox; null until it is known, and where no workspace is
 * around. `relativePath` shows a path without it.
 *
 * @example
 * const folder = useFolder();
 * return <code title={path}>{relativePath(path, folder)}</code>;
 */
export function useFolder(): string | null {
	return useSelectorAround((state) => state.session?.cwd ?? null);
}
