"use client";

import { useEffect, useState } from "react";
import { useClockOffset, useElapsed, useNow } from "../../react/clock.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";

interface TimeProps {
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** A point in time, formatted by the labels. */
export function Time({ at }: TimeProps) {
	const labels = useLabels();
	return (
		// The server may be in another time zone.
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

/** Milliseconds since `at`. Updates every minute, later every hour, later every day, as the text changes. */
function useAge(at: number): number {
	const [now, setNow] = useState(() => Date.now());
	const offset = useClockOffset();
	// The clock offset is off by up to one round trip.
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

/** How long ago something was. Screen readers get the time itself: within a log they would read every change. */
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
	/** Below it the text is empty. Default 0. */
	readonly minMs?: number | undefined;
	readonly className?: string | undefined;
}

/** How long something has been running, updated every second and therefore hidden from screen readers. */
export function Elapsed({ since, minMs = 0, className }: ElapsedProps) {
	const labels = useLabels();
	const elapsed = useElapsed(since);
	return (
		<span className={className ? `wsc-elapsed ${className}` : "wsc-elapsed"} aria-hidden="true">
			{elapsed >= minMs && labels.duration(elapsed)}
		</span>
	);
}

interface CountdownProps {
	/** Milliseconds since 1970, by the workspace's clock. */
	readonly until: number;
	/** Formats the remaining duration. Default: the label `retryIn`. */
	readonly format?: ((duration: string) => string) | undefined;
}

/** The time until something happens; nothing afterwards. */
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
