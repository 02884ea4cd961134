"use client";
import { type MouseEvent, useEffect, useState } from "react";

/** So long it may take until all of what is opened is there. */
const OPENING_MS = 1_000;
const OPENS = '[aria-expanded="false"], details:not([open]) > summary';

/** What somebody has just opened, by the element that opens it. */
export interface JustOpened {
	readonly opener: Element;
}

/**
 * What somebody has just opened in the list, if anything: they read on from there, and what it shows must not push it
 * out of sight.
 */
export function useJustOpened(): readonly [justOpened: JustOpened | null, handleClick: (event: MouseEvent) => void] {
	const [justOpened, setJustOpened] = useState<JustOpened | null>(null);
	useEffect(() => {
		if (!justOpened) return;
		const timer = setTimeout(() => setJustOpened(null), OPENING_MS);
		return () => clearTimeout(timer);
	}, [justOpened]);
	const handleClick = ({ target }: MouseEvent) => {
		const opener = target instanceof Element && target.closest(OPENS);
		// An object, so that opening the same again counts anew.
		if (opener) setJustOpened({ opener });
	};
	return [justOpened, handleClick];
}
