"use client";
import { useEffect, useState } from "react";
import { EMPTY_FOLLOWED_PROCESS, type FollowedProcess, followProcess } from "../core/followProcess.ts";
import { useWorkspaceStore } from "./useWorkspaceStore.ts";

/**
 * Follows a process of the sandbox while the component is mounted.
 *
 * @example
 * const { process, text } = useProcess(id);
 * return <TerminalOutput text={text} />;
 */
export function useProcess(processId: string): FollowedProcess {
	const store = useWorkspaceStore();
	const [seen, setSeen] = useState({ processId, followed: EMPTY_FOLLOWED_PROCESS });
	useEffect(
		() => followProcess({ store, processId }, (followed) => setSeen({ processId, followed })),
		[store, processId],
	);
	return seen.processId === processId ? seen.followed : EMPTY_FOLLOWED_PROCESS;
}
