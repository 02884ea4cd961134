"use client";
import { createContext } from "react";

/** A place in a file of the sandbox. */
export interface FileLocation {
	/** From the workspace's folder, or absolute when it leads there. */
	readonly path: string;
	/** From 1. */
	readonly line?: number | undefined;
}

/** The side panel of a room. */
export interface SidePanelState {
	readonly isOpen: boolean;
	/** What the panel was asked to show last. Each request is another object. */
	readonly location: FileLocation | null;
	/** Opens the panel, at a place when one is given. */
	readonly open: (location?: FileLocation) => void;
	readonly close: () => void;
	/** The panel's element, for the button that opens it. */
	readonly id: string;
}

/** Null where there is no side panel. */
export const SidePanelContext = createContext<SidePanelState | null>(null);
