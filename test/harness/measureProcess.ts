import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What a process holds. */
export interface ProcessMeasure {
	/** Bytes of JavaScript's objects. */
	readonly heap: number;
	/** Bytes of the whole process. */
	readonly resident: number;
	/** Timers, sockets, listeners and whatever else keeps it busy. */
	readonly handles: number;
}

/** Measures this process, after a collection of garbage. */
export function measureProcess(): ProcessMeasure {
	setFlagsFromString("--expose-gc");
	const collect: () => void = runInNewContext("gc");
	collect();
	collect();
	const { heapUsed, rss } = process.memoryUsage();
	return { heap: heapUsed, resident: rss, handles: process.getActiveResourcesInfo().length };
}
