"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { english } from "./english.ts";
import type { Labels } from "./Labels.ts";

const LabelsContext = createContext<Labels>(english);

/** The props of `<LabelsProvider>`. */
export interface LabelsProviderProps {
	/** The texts to replace; all others come from the nearest provider above. */
	readonly labels?: Partial<Labels> | undefined;
	/** What the texts are replaced for. */
	readonly children?: ReactNode;
}

/**
 * Replaces texts for everything below it. Define the object once, outside of the component: a new object renders everything
 * below again.
 *
 * @example
 * const GERMAN = { send: "Senden" };
 *
 * <LabelsProvider labels={GERMAN}><Composer /></LabelsProvider>
 */
export function LabelsProvider({ labels, children }: LabelsProviderProps) {
	const above = useContext(LabelsContext);
	const merged = useMemo(() => (labels ? { ...above, ...labels } : above), [above, labels]);
	return <LabelsContext.Provider value={merged}>{children}</LabelsContext.Provider>;
}

/**
 * The current texts, for parts of your own.
 *
 * @example
 * const labels = useLabels();
 * return <button type="button">{labels.send}</button>;
 */
export function useLabels(): Labels {
	return useContext(LabelsContext);
}
