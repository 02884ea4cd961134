"use client";

import { createContext } from "react";
import type { Transcript } from "../../protocol/index.ts";

/** Prints a transcript; null outside of `<WorkspaceChat>`. */
export const PrintContext = createContext<((transcript: Transcript) => void) | null>(null);
