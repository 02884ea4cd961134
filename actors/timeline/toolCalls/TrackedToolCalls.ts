import type { TrackedToolCall } from "../projection.ts";

/** What came of the calls as they were: one call that is new, or other than before. */
interface Step {
	readonly next: TrackedToolCalls;
	readonly toolCallId: string;
	/** Undefined when the call is new. */
	readonly before: TrackedToolCall | undefined;
}

/**
 * Tool calls by the agent's own id, in the order in which each id was told first: a value. `with` makes another one, and costs the
 * same at ten thousand calls as at ten: all share one map, which is that of the newest, and each one before knows what
 * was different in it (Baker's shallow binding).
 */
export class TrackedToolCalls {
	readonly #map: Map<string, TrackedToolCall>;
	#step: Step | null = null;

	constructor(map: Map<string, TrackedToolCall> = new Map()) {
		this.#map = map;
	}

	static of(calls: readonly TrackedToolCall[]): TrackedToolCalls {
		return new TrackedToolCalls(new Map(calls.map((call) => [call.item.toolCallId, call])));
	}

	get(toolCallId: string): TrackedToolCall | undefined {
		const changed = this.#steps().find((step) => step.toolCallId === toolCallId);
		return changed ? changed.before : this.#map.get(toolCallId);
	}

	with(call: TrackedToolCall): TrackedToolCalls {
		// One without calls may live as long as the process: it must not hold on to all that came after it.
		if (this.#step || this.#map.size === 0) return TrackedToolCalls.of([...this.values(), call]);
		const { toolCallId } = call.item;
		const next = new TrackedToolCalls(this.#map);
		this.#step = { next, toolCallId, before: this.#map.get(toolCallId) };
		this.#map.set(toolCallId, call);
		return next;
	}

	values(): readonly TrackedToolCall[] {
		const map = new Map(this.#map);
		for (const { toolCallId, before } of this.#steps().reverse()) {
			if (before) map.set(toolCallId, before);
			else map.delete(toolCallId);
		}
		return [...map.values()];
	}

	/** From here to the newest. */
	#steps(): Step[] {
		const steps: Step[] = [];
		for (let step = this.#step; step !== null; step = step.next.#step) steps.push(step);
		return steps;
	}
}
