"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { english } from "./english.ts";
import type { Labels } from "./Labels.ts";

const LabelsContext = createContext<Labels>(english);

export interface LabelsProviderProps {
	/** The texts to replace; the others stay as they are above. */
	readonly labels?: Partial<Labels> | undefined;
	readonly children?: ReactNode;
}

/**
 * Replaces texts for everything below it. Make the object once, outside the component: a new one renders all of it again.
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
 * The texts to show, for parts of your own that should read like the rest.
 *
 * @example
 * const labels = useLabels();
 * return <button type="button">{labels.send}</button>;
 */
export function useLabels(): Labels {
	return useContext(LabelsContext);
}
