"use client";
import { useContext, useState } from "react";
import { createFolds, type Folds } from "./createFolds.ts";
import { FoldsContext } from "./FoldsContext.ts";

/** The folds that something is kept in under an id: those of the timeline around, or its own without one or the other. */
export function useFolds(id: string | undefined): Folds {
	const [own] = useState(createFolds);
	const around = useContext(FoldsContext);
	return id === undefined ? own : (around ?? own);
}
