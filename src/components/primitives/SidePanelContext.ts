"use client";
import { createContext } from "react";

/** A place in a file of the sandbox. */
export interface FileLocation {
	/** Relative to the working directory, or absolute. */
	readonly path: string;
	/** Counted from 1. */
	readonly line?: number | undefined;
}

/** The side panel of a workspace. */
export interface SidePanelState {
	readonly isOpen: boolean;
	/** The location that was requested last. Each request is a new object. */
	readonly location: FileLocation | null;
	/** Opens the panel, at a location if one is given. */
	readonly open: (location?: FileLocation) => void;
	readonly close: () => void;
	/** The id of the panel's element. */
	readonly id: string;
}

/** Null if there is no side panel. */
export const SidePanelContext = createContext<SidePanelState | null>(null);
