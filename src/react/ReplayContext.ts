"use client";

import { createContext } from "react";
import type { Replay } from "../core/index.ts";

/** The replay whose moment is shown; null in a workspace that goes on. */
export const ReplayContext = createContext<Replay | null>(null);
