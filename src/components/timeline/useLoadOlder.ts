"use client";
import { useEffect } from "react";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";

/** Loads the page before the first row when that comes into sight. After a failure a person has to ask. */
export function useLoadOlderAtStart(atStart: boolean): void {
	const store = useWorkspaceStore();
	const hasOlder = useWorkspaceSelector((state) => state.hasOlder);
	const idle = useWorkspaceSelector((state) => state.history.status === "idle");
	useEffect(() => {
		if (atStart && hasOlder && idle) void store.loadOlder();
	}, [store, atStart, hasOlder, idle]);
}
