import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** The resources of a process. */
export interface ProcessMeasure {
	/** Bytes of the JavaScript objects, and of the buffers that they hold outside of the JavaScript heap. */
	readonly heap: number;
	/** Bytes of the whole process. */
	readonly resident: number;
	/** Active resources: timers, sockets, listeners, … */
	readonly handles: number;
}

/** Measures this process after garbage collection. */
export function measureProcess(): ProcessMeasure {
	setFlagsFromString("--expose-gc");
	const collect: (options: object) => void = runInNewContext("gc");
	// An ordinary collection keeps the pages it emptied for later, up to 130 MB, and the resident memory includes them.
	collect({ type: "major", execution: "sync", flavor: "last-resort" });
	const { heapUsed, external, rss } = process.memoryUsage();
	return { heap: heapUsed + external, resident: rss, handles: process.getActiveResourcesInfo().length };
}
