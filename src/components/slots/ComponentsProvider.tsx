"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { WorkspaceComponents } from "./WorkspaceComponents.ts";

/** The parts that the host has replaced. */
const ComponentsContext = createContext<Partial<WorkspaceComponents>>({});

/** The parts that catch the errors of what they contain: those of `components`, and the parts around them. */
export type FailingPart =
	| "WorkspaceChat"
	| "WorkspaceReplay"
	| "SessionBar"
	| "ConnectionBanner"
	| "Timeline"
	| "TimelineItem"
	| "TurnEnd"
	| "Search"
	| "SessionNotice"
	| "TurnStatus"
	| "ApprovalDock"
	| "QuestionDock"
	| "QueueDock"
	| "UnsentDock"
	| "Composer"
	| "SidePanel";

/** What a part of the screen threw while it rendered or in an effect. A message is shown in its place. */
export interface PartError {
	/** The smallest part around it that goes on without it. */
	readonly part: FailingPart;
	/** The id of the item, if the part is an entry of the timeline. */
	readonly itemId?: string | undefined;
	/** What was thrown. */
	readonly error: unknown;
	/** React's names of the components around it, one a line. */
	readonly componentStack: string;
}

/** Receives the errors of parts; null if the host does not ask for them. */
export const PartErrorContext = createContext<((error: PartError) => void) | null>(null);

/** The props of `<ComponentsProvider>`. */
export interface ComponentsProviderProps {
	/** The parts to replace. All others come from the nearest provider above. */
	readonly components?: Partial<WorkspaceComponents> | undefined;
	/**
	 * Called when a part has failed, ours or yours, once each time. Default: the `onPartError` of the nearest provider
	 * above. React logs the error in any case.
	 */
	readonly onPartError?: ((error: PartError) => void) | undefined;
	/** What the parts are replaced for. */
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
export function ComponentsProvider({ components, onPartError, children }: ComponentsProviderProps) {
	const inherited = useContext(ComponentsContext);
	const merged = useMemo(() => (components ? { ...inherited, ...components } : inherited), [inherited, components]);
	const inheritedHandler = useContext(PartErrorContext);
	return (
		<ComponentsContext.Provider value={merged}>
			<PartErrorContext.Provider value={onPartError ?? inheritedHandler}>{children}</PartErrorContext.Provider>
		</ComponentsContext.Provider>
	);
}

/**
 * The parts that the host has replaced, for parts of your own that render others.
 *
 * @example
 * function Answer({ item }: MessageProps) {
 * 	const { Message: Part = Message } = useComponents();
 * 	return <Part item={item} />;
 * }
 */
export function useComponents(): Partial<WorkspaceComponents> {
	return useContext(ComponentsContext);
}
