"use client";
import { useEffect, useState } from "react";
import { useClockOffset } from "./useClockOffset.ts";

/** The time by the workspace's clock, renewed every `everyMs`. */
export function useNow(everyMs: number): number {
	const offset = useClockOffset();
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		setNow(Date.now());
		const timer = setInterval(() => setNow(Date.now()), everyMs);
		return () => clearInterval(timer);
	}, [everyMs]);
	return now + offset;
}
