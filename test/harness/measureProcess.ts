import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** The resources of a process. */
export interface ProcessMeasure {
	/** Bytes of the JavaScript heap. */
	readonly heap: number;
	/** Bytes of the whole process. */
	readonly resident: number;
	/** Active resources: timers, sockets, listeners, … */
	readonly handles: number;
}

/** Measures this process after garbage collection. */
export function measureProcess(): ProcessMeasure {
	setFlagsFromString("--expose-gc");
	const collect: () => void = runInNewContext("gc");
	collect();
	collect();
	const { heapUsed, rss } = process.memoryUsage();
	return { heap: heapUsed, resident: rss, handles: process.getActiveResourcesInfo().length };
}
