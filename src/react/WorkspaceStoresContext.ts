"use client";
import { createContext } from "react";
import type { WorkspaceStores } from "./workspaceStores.ts";

/** The stores of the provider above. */
export const WorkspaceStoresContext = createContext<WorkspaceStores | null>(null);
