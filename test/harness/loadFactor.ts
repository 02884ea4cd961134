import { availableParallelism, loadavg } from "node:os";

/**
 * How many times longer than on an idle machine something takes now: 1, or how many programs share a processor, on
 * average of the last minute. Limits of time are multiplied by it, so that they can be short and still hold while
 * something else keeps the machine busy.
 */
export function loadFactor(): number {
	const [load = 0] = loadavg();
	return Math.max(1, load / availableParallelism());
}
