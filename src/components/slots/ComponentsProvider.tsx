"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { WorkspaceComponents } from "./WorkspaceComponents.ts";

/** The parts that the host has replaced. */
const ComponentsContext = createContext<Partial<WorkspaceComponents>>({});

interface ComponentsProviderProps {
	/** The parts to replace. All others come from the nearest provider above. */
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
	const inherited = useContext(ComponentsContext);
	const merged = useMemo(() => (components ? { ...inherited, ...components } : inherited), [inherited, components]);
	return <ComponentsContext.Provider value={merged}>{children}</ComponentsContext.Provider>;
}

/**
 * The parts that the host has replaced, for parts of your own that render others.
 *
 * @example
 * const { Message: Part = Message } = useComponents();
 * return <Part item={item} />;
 */
export function useComponents(): Partial<WorkspaceComponents> {
	return useContext(ComponentsContext);
}
