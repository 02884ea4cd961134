"use client";
import { useEffect, useState } from "react";
import { useClockOffset } from "../../react/useClockOffset.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The milliseconds since `at`, renewed when a minute is full, then an hour, then a day: not more often than it shows. */
export function useAge(at: number): number {
	const [now, setNow] = useState(() => Date.now());
	const offset = useClockOffset();
	// What is known of the other clock is right to the time an answer takes.
	const age = Math.max(0, now + offset - at);
	useEffect(() => {
		const unit = age < HOUR ? MINUTE : age < DAY ? HOUR : DAY;
		const timer = setTimeout(() => setNow(Date.now()), unit - (age % unit));
		return () => clearTimeout(timer);
	}, [age]);
	return age;
}
