import { expect, test } from "vitest";
import { sumScript, type TraceEvent } from "./traceScript.ts";

const event = (name: string, ts: number, dur: number, tdur: number | undefined, tid = 1): TraceEvent => ({
	...{ name, ph: "X", pid: 1, tid, ts, dur, args: {} },
	...(tdur !== undefined && { tdur }),
});
const thread = (tid: number, name: string): TraceEvent => ({
	...{ name: "thread_name", ph: "M", pid: 1, tid, ts: 0, args: { name } },
});
const main = thread(1, "CrRendererMain");

test("a script counts once, with its processor time and without the layout in it", () => {
	const events = [
		main,
		event("FunctionCall", 10, 20_000, 8_000),
		event("v8.callFunction", 5, 29_000, 9_000),
		event("FireAnimationFrame", 0, 30_000, 10_000),
		event("Layout", 100, 5_000, 3_000),
		event("UpdateLayoutTree", 200, 1_000, 500),
		event("Layout", 40_000, 5_000, 3_000),
		event("MinorGC", 50_000, 4_000, 1_000),
	];
	expect(sumScript(events)).toBe(8);
});

test("microtasks count where what they run in has no processor time", () => {
	const events = [
		main,
		event("BlinkScheduler_PerformMicrotaskCheckpoint", 0, 9_000, undefined),
		event("RunMicrotasks", 10, 8_000, 6_000),
	];
	expect(sumScript(events)).toBe(6);
});

test("other threads do not count, and a trace without a main thread is none", () => {
	const worker = [thread(2, "DedicatedWorker thread"), event("v8.callFunction", 0, 9_000, 9_000, 2)];
	expect(sumScript([main, ...worker])).toBe(0);
	expect(() => sumScript(worker)).toThrow("no main thread");
});
