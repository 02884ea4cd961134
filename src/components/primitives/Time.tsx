"use client";

import { useEffect, useState } from "react";
import { useClockOffset, useElapsed, useNow } from "../../react/clock.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";

interface TimeProps {
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** A moment, as the labels write it. */
export function Time({ at }: TimeProps) {
	const labels = useLabels();
	return (
		// The server stands in another time zone.
		<time
			className="wsc-time"
			dateTime={new Date(at).toISOString()}
			title={labels.dateTime(at)}
			suppressHydrationWarning
		>
			{labels.time(at)}
		</time>
	);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The milliseconds since `at`, renewed when a minute is full, then an hour, then a day: not more often than it shows. */
function useAge(at: number): number {
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

interface AgoProps {
	/** Milliseconds since 1970, by the workspace's clock. */
	readonly at: number;
}

/** How long ago something was. Read out is the moment itself: within a log, a text that changes would be read anew. */
export function Ago({ at }: AgoProps) {
	const labels = useLabels();
	const age = useAge(at);
	return (
		<time
			className="wsc-time"
			dateTime={new Date(at).toISOString()}
			title={labels.dateTime(at)}
			suppressHydrationWarning
		>
			<span aria-hidden="true">{labels.timeAgo(age)}</span>
			<span className="wsc-hidden">{labels.time(at)}</span>
		</time>
	);
}

interface ElapsedProps {
	/** Milliseconds since 1970, by the workspace's clock. */
	readonly since: number;
	readonly className?: string | undefined;
}

/** How long something has been going on, second by second. It is not read out: a number that ticks would never be silent. */
export function Elapsed({ since, className }: ElapsedProps) {
	const labels = useLabels();
	const elapsed = useElapsed(since);
	return (
		<span className={className ? `wsc-elapsed ${className}` : "wsc-elapsed"} aria-hidden="true">
			{labels.duration(elapsed)}
		</span>
	);
}

interface CountdownProps {
	/** Milliseconds since 1970, by the workspace's clock. */
	readonly until: number;
	/** Says what is in that time. Default: that it is tried again. */
	readonly format?: ((duration: string) => string) | undefined;
}

/** How long until something happens; nothing once that moment has come. */
export function Countdown({ until, format }: CountdownProps) {
	const labels = useLabels();
	const left = until - useNow(1_000);
	if (left <= 0) return null;
	return (
		<span className="wsc-faint" aria-hidden="true">
			{(format ?? labels.retryIn)(labels.duration(left))}
		</span>
	);
}
