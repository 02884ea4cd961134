"use client";
import { useContext } from "react";
import type { WorkspaceStore } from "../core/index.ts";
import { WorkspaceStoreContext } from "./WorkspaceStoreContext.ts";

/** The store of the workspace around; null for a part that stands alone and shows no more than its props. */
export function useOptionalWorkspaceStore(): WorkspaceStore | null {
	return useContext(WorkspaceStoreContext);
}
