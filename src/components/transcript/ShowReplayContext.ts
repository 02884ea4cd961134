"use client";

import { createContext } from "react";
import type { Transcript } from "../../protocol/index.ts";

/** Plays a transcript over the page; null outside of `<WorkspaceChat>`. */
export const ShowReplayContext = createContext<((transcript: Transcript) => void) | null>(null);
