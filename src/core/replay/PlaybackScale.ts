import type { TimelineTimes } from "./itemTimes.ts";

/** As long a gap plays in which nothing changes, such as the hours in which a permission waited. */
export const MAX_GAP_MS = 3_000;

/**
 * Maps the moments of a session to the time of its playback, in milliseconds from 0 to `duration`. The playback is as long as
 * the session was, but for the gaps in which nothing changed: those of more than three seconds play as three seconds.
 */
export class PlaybackScale {
	/** Every moment at which something changes, ascending. */
	readonly #moments: Float64Array;
	/** The time of each of them. */
	readonly #times: Float64Array;

	constructor(timelineTimes: TimelineTimes) {
		this.#moments = changesOf(timelineTimes);
		this.#times = timesOfChanges(this.#moments, timelineTimes);
	}

	/** Milliseconds. */
	get duration(): number {
		return this.#times.at(-1) ?? 0;
	}

	/** The moment that is shown at a time of the playback, in milliseconds since 1970; 0 where there is nothing. */
	momentAt(time: number): number {
		return interpolate(this.#times, this.#moments, time);
	}

	/** The time of the playback at which a moment is shown. */
	timeOf(moment: number): number {
		return interpolate(this.#moments, this.#times, moment);
	}
}

function changesOf({ begins, grown, settled }: TimelineTimes): Float64Array {
	const all = new Float64Array(begins.length * 3);
	all.set(begins);
	all.set(grown, begins.length);
	all.set(settled, begins.length * 2);
	all.sort();
	return all.filter((moment, index) => index === 0 || moment !== all[index - 1]);
}

function timesOfChanges(moments: Float64Array, { begins, grown }: TimelineTimes): Float64Array {
	const times = new Float64Array(moments.length);
	let item = 0;
	/** Until then the text of an item grows that has appeared. */
	let growsUntil = Number.NEGATIVE_INFINITY;
	for (let index = 1; index < moments.length; index++) {
		const from = moments[index - 1] ?? 0;
		for (; item < begins.length && (begins[item] ?? 0) <= from; item++)
			growsUntil = Math.max(growsUntil, grown[item] ?? 0);
		const gap = (moments[index] ?? 0) - from;
		times[index] = (times[index - 1] ?? 0) + (growsUntil > from ? gap : Math.min(gap, MAX_GAP_MS));
	}
	return times;
}

function interpolate(from: Float64Array, to: Float64Array, value: number): number {
	const index = countUpTo(from, value) - 1;
	const [start = 0, end] = [from[index], from[index + 1]];
	const [first = 0, next = 0] = [to[index], to[index + 1]];
	if (index < 0) return to[0] ?? 0;
	// The values of the moments themselves are exact: what happens at one of them has happened there.
	if (end === undefined || value === start) return first;
	return first + ((value - start) / (end - start)) * (next - first);
}

/** How many of the ascending values are at most `limit`. */
export function countUpTo(values: Float64Array, limit: number): number {
	let [low, high] = [0, values.length];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((values[middle] ?? 0) <= limit) low = middle + 1;
		else high = middle;
	}
	return low;
}
