"use client";

import { useEffect, useState } from "react";

/** A key or click that comes earlier was meant for what was there before. */
const SETTLE_MS = 500;

/**
 * Whether something has been on the screen for long enough to be answered.
 *
 * @param key - Identifies what is on the screen. With another one the time starts again.
 */
export function useSettled(key: string): boolean {
	const [settled, setSettled] = useState<string | null>(null);
	useEffect(() => {
		const timer = setTimeout(() => setSettled(key), SETTLE_MS);
		return () => clearTimeout(timer);
	}, [key]);
	return settled === key;
}
