"use client";
import { type MouseEvent, useEffect, useState } from "react";

/** So long it may take until all of what is opened is there. */
const EXPANDING_MS = 1_000;
const COLLAPSED_TRIGGERS = '[aria-expanded="false"], details:not([open]) > summary';

/** What somebody has just opened, by the element that opens it. */
export interface JustExpanded {
	readonly trigger: Element;
}

/**
 * What somebody has just opened in the list, if anything: they read on from there, and what it shows must not push it
 * out of sight.
 */
export function useJustExpanded(): readonly [
	justOpened: JustExpanded | null,
	handleClick: (event: MouseEvent) => void,
] {
	const [justOpened, setJustOpened] = useState<JustExpanded | null>(null);
	useEffect(() => {
		if (!justOpened) return;
		const timer = setTimeout(() => setJustOpened(null), EXPANDING_MS);
		return () => clearTimeout(timer);
	}, [justOpened]);
	const handleClick = ({ target }: MouseEvent) => {
		const trigger = target instanceof Element && target.closest(COLLAPSED_TRIGGERS);
		// An object, so that opening the same again counts anew.
		if (trigger) setJustOpened({ trigger });
	};
	return [justOpened, handleClick];
}
