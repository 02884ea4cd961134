"use client";
import { useContext } from "react";
import { ComponentsContext } from "./ComponentsContext.ts";
import type { WorkspaceComponents } from "./WorkspaceComponents.ts";

/**
 * What the host has replaced, for parts of your own that are made of others.
 *
 * @example
 * const { Message: Part = Message } = useComponents();
 * return <Part item={item} />;
 */
export function useComponents(): Partial<WorkspaceComponents> {
	return useContext(ComponentsContext);
}
