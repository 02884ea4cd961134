import type { WorkspaceState } from "../core/index.ts";

/** Gives the ids of the items that hold a text, oldest first; none for white space. */
export type ItemFinder = (state: Pick<WorkspaceState, "itemIds" | "items">, query: string) => readonly string[];
