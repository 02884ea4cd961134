"use client";
import type { SandboxProcess } from "../protocol/index.ts";
import { type SandboxQuery, useSandboxQuery } from "./useLook.ts";
import { useWorkspaceStore } from "./useWorkspaceStore.ts";

const POLL_MS = 3_000;

/**
 * The processes of the sandbox, the newest first. They are looked at every three seconds while the page can be seen.
 *
 * @example
 * const running = useProcesses().value?.filter(({ status }) => status === "running");
 */
export function useProcesses(): SandboxQuery<readonly SandboxProcess[]> {
	const store = useWorkspaceStore();
	return useSandboxQuery({ key: "processes", read: () => store.listProcesses(), pollMs: POLL_MS });
}
