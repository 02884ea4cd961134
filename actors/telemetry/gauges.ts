import { type Meter, type MetricOptions, metrics, type ObservableResult } from "@opentelemetry/api";
import { METER_NAME, metricName, PACKAGE_VERSION } from "./meter.ts";

/** What waits for the answer of a person. */
export type WaitingKind = "approval" | "question";

const WAITING_KINDS: readonly WaitingKind[] = ["approval", "question"];

/** What is read of an open workspace when metrics are collected. */
export interface ObservedWorkspace {
	queueLength(): number;
	/** When each of them was asked, in milliseconds since 1970. */
	waitingSince(kind: WaitingKind): readonly number[];
}

/** Over all open workspaces of this process. */
export class WorkspaceGauges {
	readonly #open = new Set<ObservedWorkspace>();
	readonly #meters = new WeakSet<Meter>();

	/** @throws What the host's metrics system throws. */
	add(workspace: ObservedWorkspace): void {
		this.#open.add(workspace);
		const meter = metrics.getMeter(METER_NAME, PACKAGE_VERSION);
		// A meter sums what its counters are given, but takes one observation for each set of attributes.
		if (!this.#meters.has(meter)) this.#observe(meter);
		this.#meters.add(meter);
	}

	delete(workspace: ObservedWorkspace): void {
		this.#open.delete(workspace);
	}

	#observe(meter: Meter): void {
		const gauge = (name: string, options: MetricOptions, observe: (result: ObservableResult) => void) =>
			meter.createObservableGauge(metricName(name), options).addCallback(observe);
		gauge("workspaces", { description: "Open workspaces" }, (result) => result.observe(this.#open.size));
		gauge("queue.length", { description: "Prompts that wait for their turn" }, (result) =>
			result.observe(sum([...this.#open].map((workspace) => workspace.queueLength()))),
		);
		gauge("waiting", { description: "Permission requests and questions that wait for people" }, (result) => {
			for (const kind of WAITING_KINDS) result.observe(this.#waitingSince(kind).length, { kind });
		});
		gauge("waiting.age", { description: "Of the oldest that waits, 0 when none does", unit: "s" }, (result) => {
			for (const kind of WAITING_KINDS) result.observe(ageInSeconds(this.#waitingSince(kind)), { kind });
		});
	}

	#waitingSince(kind: WaitingKind): readonly number[] {
		return [...this.#open].flatMap((workspace) => workspace.waitingSince(kind));
	}
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function ageInSeconds(times: readonly number[]): number {
	// A clock that was set back makes nobody wait for less than no time.
	return times.length === 0 ? 0 : Math.max(0, Date.now() - Math.min(...times)) / 1_000;
}

/** All open workspaces of this process, whichever registry they are of. */
export const workspaceGauges = new WorkspaceGauges();
