"use client";
import { createContext } from "react";
import type { WorkspaceStore } from "../core/index.ts";

/** The workspace that the parts below belong to. */
export const WorkspaceStoreContext = createContext<WorkspaceStore | null>(null);
