"use client";
import { useOptionalWorkspaceSelector } from "./useSelectorAround.ts";

/** How far the workspace's clock is ahead of this browser's, in milliseconds; 0 outside of a workspace. */
export function useClockOffset(): number {
	return useOptionalWorkspaceSelector((state) => state.clockOffsetMs) ?? 0;
}
