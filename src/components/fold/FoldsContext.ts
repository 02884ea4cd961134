"use client";
import { createContext } from "react";
import type { FoldStore } from "./createFolds.ts";

/** The folds of a timeline; null around parts that stand alone, where each keeps its own. */
export const FoldStoreContext = createContext<FoldStore | null>(null);
