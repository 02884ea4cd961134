"use client";
import { type MouseEvent, useEffect, useState } from "react";

/** So long it may take until all of what is opened is there. */
const OPENING_MS = 1_000;
const OPENS = '[aria-expanded="false"], details:not([open]) > summary';

/**
 * Whether somebody has just opened something in the list: they read on from there, and what it shows must not push it
 * out of sight.
 */
export function useJustOpened(): readonly [justOpened: boolean, handleClick: (event: MouseEvent) => void] {
	const [openings, setOpenings] = useState(0);
	useEffect(() => {
		if (openings === 0) return;
		const timer = setTimeout(() => setOpenings(0), OPENING_MS);
		return () => clearTimeout(timer);
	}, [openings]);
	const handleClick = ({ target }: MouseEvent) => {
		if (target instanceof Element && target.closest(OPENS)) setOpenings((count) => count + 1);
	};
	return [openings > 0, handleClick];
}
