"use client";
import type { ReactNode } from "react";
import { useWorkspaceStore } from "./useWorkspaceStore.ts";
import { WorkspaceStoreContext } from "./WorkspaceStoreContext.ts";

export interface WorkspaceProps {
	/** The actor key: 1 to 128 bytes. */
	readonly workspaceId: string;
	readonly children?: ReactNode;
}

/**
 * Joins a workspace for the parts and hooks below it, without drawing anything.
 *
 * @example
 * <Workspace workspaceId="acme/web">
 * 	<Timeline />
 * 	<Composer />
 * </Workspace>
 */
export function Workspace({ workspaceId, children }: WorkspaceProps) {
	const store = useWorkspaceStore(workspaceId);
	return <WorkspaceStoreContext.Provider value={store}>{children}</WorkspaceStoreContext.Provider>;
}
