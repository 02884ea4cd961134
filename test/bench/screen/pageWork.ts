import type { CDPSession, Page } from "playwright";

/** What a page has done since it was loaded. Milliseconds, and bytes. */
export interface PageWork {
	readonly script: number;
	/** Layout and style. */
	readonly layout: number;
	/** Everything on the main thread, painting included. */
	readonly task: number;
	readonly heap: number;
}

/** @param timeDomain - `threadTicks` counts processor time, in which what else the machine does is not contained. */
export async function openDevtools(
	page: Page,
	timeDomain: "timeTicks" | "threadTicks" = "timeTicks",
): Promise<CDPSession> {
	const devtools = await page.context().newCDPSession(page);
	await devtools.send("Performance.enable", { timeDomain });
	return devtools;
}

export async function readPageWork(devtools: CDPSession): Promise<PageWork> {
	const { metrics } = await devtools.send("Performance.getMetrics");
	const values = new Map(metrics.map(({ name, value }) => [name, value]));
	const seconds = (name: string) => (values.get(name) ?? Number.NaN) * 1_000;
	return {
		script: seconds("ScriptDuration"),
		layout: seconds("LayoutDuration") + seconds("RecalcStyleDuration"),
		task: seconds("TaskDuration"),
		heap: values.get("JSHeapUsedSize") ?? Number.NaN,
	};
}

/** Bytes of the page's objects after garbage collection. */
export async function readHeap(devtools: CDPSession): Promise<number> {
	await devtools.send("HeapProfiler.collectGarbage");
	return (await readPageWork(devtools)).heap;
}
