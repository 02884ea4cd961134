"use client";
import { type ReactNode, useContext, useMemo } from "react";
import { ComponentsContext } from "./ComponentsContext.ts";
import type { WorkspaceComponents } from "./WorkspaceComponents.ts";

export interface ComponentsProviderProps {
	/** The parts to replace; the others stay as they are above. */
	readonly components?: Partial<WorkspaceComponents> | undefined;
	readonly children?: ReactNode;
}

/**
 * Replaces parts of the screen for everything below it.
 *
 * @example
 * const COMPONENTS = { Message: MyMessage };
 *
 * <ComponentsProvider components={COMPONENTS}><Timeline /></ComponentsProvider>
 */
export function ComponentsProvider({ components, children }: ComponentsProviderProps) {
	const above = useContext(ComponentsContext);
	const merged = useMemo(() => (components ? { ...above, ...components } : above), [above, components]);
	return <ComponentsContext.Provider value={merged}>{children}</ComponentsContext.Provider>;
}
