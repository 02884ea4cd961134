"use client";
import type { FolderListing } from "../protocol/index.ts";
import { type SandboxQuery, useSandboxQuery } from "./useLook.ts";
import { useWorkspaceStore } from "./useWorkspaceStore.ts";

/**
 * What lies in a folder of the sandbox. It is read when the component mounts, when the sandbox comes, and after each turn.
 *
 * @param path - From the workspace's folder; "" for that folder itself.
 * @example
 * const { value } = useFiles("src");
 * return value?.entries.map(({ name }) => <li key={name}>{name}</li>);
 */
export function useFiles(path: string): SandboxQuery<FolderListing> {
	const store = useWorkspaceStore();
	return useSandboxQuery({ key: path, read: () => store.listFiles(path) });
}
