import type { CDPSession } from "playwright";

/** What is used of an event of Chromium's trace. Microseconds. */
export interface TraceEvent {
	readonly name: string;
	readonly ph: string;
	readonly pid: number;
	readonly tid: number;
	readonly ts: number;
	readonly dur?: number;
	/** Processor time of the thread, in which what else the machine does is not contained. */
	readonly tdur?: number;
	readonly args: { readonly name?: string };
}

const CATEGORIES = ["devtools.timeline", "v8", "__metadata"];
const SCRIPT: ReadonlySet<string> = new Set([
	"EvaluateScript",
	"FireAnimationFrame",
	"HandlePostMessage",
	"MajorGC",
	"MinorGC",
	"RunMicrotasks",
	"v8.callFunction",
	"v8.run",
]);
/** A script that asks for a measure has the browser lay out the page. */
const LAYOUT: ReadonlySet<string> = new Set(["Layout", "UpdateLayoutTree"]);

/**
 * Traces a page until the returned function is called, which returns the milliseconds of processor time in scripts of its
 * main thread: with effects, timers, microtasks and garbage collection, without layout. Unlike a profiler, a trace costs
 * scripts nothing that grows with the depth of their stack, and is not disturbed by what else the machine does.
 */
export async function traceScript(devtools: CDPSession): Promise<() => Promise<number>> {
	const events: TraceEvent[] = [];
	devtools.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
	await devtools.send("Tracing.start", {
		transferMode: "ReportEvents",
		traceConfig: { includedCategories: CATEGORIES, excludedCategories: ["*"] },
	});
	return async () => {
		const complete = new Promise<{ readonly dataLossOccurred: boolean }>((resolve) => {
			devtools.once("Tracing.tracingComplete", resolve);
		});
		await devtools.send("Tracing.end");
		if ((await complete).dataLossOccurred) throw new Error("The trace is too long for its buffer.");
		return sumScript(events);
	};
}

/** Milliseconds of processor time in scripts of main threads. */
export function sumScript(events: readonly TraceEvent[]): number {
	const threads = Map.groupBy(events, ({ pid, tid }) => `${pid} ${tid}`);
	const isMain = ({ name, args }: TraceEvent) => name === "thread_name" && args.name === "CrRendererMain";
	const main = [...threads.values()].filter((thread) => thread.some(isMain));
	if (main.length === 0) throw new Error("The trace has no main thread.");
	return main.reduce((total, thread) => total + sumScriptOfThread(thread), 0) / 1_000;
}

interface Open {
	readonly end: number;
	readonly inScript: boolean;
	readonly inLayout: boolean;
}

function sumScriptOfThread(events: readonly TraceEvent[]): number {
	const open: Open[] = [];
	let script = 0;
	const nested = events
		.filter(({ ph, tdur }) => ph === "X" && tdur !== undefined)
		.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
	for (const { name, ts, dur = 0, tdur = 0 } of nested) {
		while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= ts) open.pop();
		const { inScript = false, inLayout = false } = open.at(-1) ?? {};
		const isScript = SCRIPT.has(name);
		const isLayout = LAYOUT.has(name);
		if (isScript && !inScript && !inLayout) script += tdur;
		if (isLayout && inScript && !inLayout) script -= tdur;
		open.push({ end: ts + dur, inScript: inScript || isScript, inLayout: inLayout || isLayout });
	}
	return script;
}
