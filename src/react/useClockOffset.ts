"use client";
import { useContext, useSyncExternalStore } from "react";
import { WorkspaceStoreContext } from "./WorkspaceStoreContext.ts";

const nothingToHear = () => () => {};

/** How far the workspace's clock is ahead of this browser's, in milliseconds; 0 outside of a workspace. */
export function useClockOffset(): number {
	const store = useContext(WorkspaceStoreContext);
	const read = () => store?.get().clockOffsetMs ?? 0;
	return useSyncExternalStore(store?.subscribe ?? nothingToHear, read, read);
}
