"use client";
import { useEffect, useState } from "react";
import { type FollowedProcess, followProcess, UNSEEN_PROCESS } from "../core/followProcess.ts";
import { useWorkspaceStore } from "./useWorkspaceStore.ts";

/**
 * Follows a process of the sandbox while the component is mounted.
 *
 * @example
 * const { process, text } = useProcess(id);
 * return <CommandOutput text={text} />;
 */
export function useProcess(processId: string): FollowedProcess {
	const store = useWorkspaceStore();
	const [seen, setSeen] = useState({ processId, followed: UNSEEN_PROCESS });
	useEffect(
		() => followProcess({ store, processId }, (followed) => setSeen({ processId, followed })),
		[store, processId],
	);
	return seen.processId === processId ? seen.followed : UNSEEN_PROCESS;
}
