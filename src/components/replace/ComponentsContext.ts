"use client";
import { createContext } from "react";
import type { WorkspaceComponents } from "./WorkspaceComponents.ts";

/** What the host has replaced. */
export const ComponentsContext = createContext<Partial<WorkspaceComponents>>({});
