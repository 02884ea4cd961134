"use client";
import { useContext } from "react";
import type { Labels } from "./Labels.ts";
import { LabelsContext } from "./LabelsContext.ts";

/**
 * The texts to show, for parts of your own that should read like the rest.
 *
 * @example
 * const labels = useLabels();
 * return <button type="button">{labels.send}</button>;
 */
export function useLabels(): Labels {
	return useContext(LabelsContext);
}
