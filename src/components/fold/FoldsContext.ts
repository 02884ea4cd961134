"use client";
import { createContext } from "react";

/** What a reader has opened and closed, by id. It outlives the rows of a virtual list, which come and go. */
export type Folds = Map<string, boolean>;

export const FoldsContext = createContext<Folds | null>(null);
