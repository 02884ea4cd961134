import { type Counter, type Histogram, metrics, type UpDownCounter } from "@opentelemetry/api";
import { PACKAGE_VERSION } from "./packageVersion.ts";

/** What is counted for a metrics system, over all workspaces of a process: a workspace's id would make too many series. */
export interface Instruments {
	readonly prompts: Counter;
	/** By `state`. */
	readonly turns: Counter;
	/** In seconds, by `state`. */
	readonly turnDuration: Histogram;
	/** By `state`: `pending` when the agent asks, then what became of it. */
	readonly approvals: Counter;
	/** By `code` and `event`. */
	readonly faults: Counter;
	readonly connections: UpDownCounter;
	readonly updatesLost: Counter;
	readonly changesMissed: Counter;
}

/**
 * Asks OpenTelemetry's API for the instruments. They do nothing unless the host has set a `MeterProvider`, and only
 * from the next wake of a workspace on: the API gives out no instruments that change later.
 */
export function createInstruments(): Instruments {
	const meter = metrics.getMeter("workspace-chat", PACKAGE_VERSION);
	const counter = (name: string, description: string) => meter.createCounter(`workspace_chat.${name}`, { description });
	return {
		prompts: counter("prompts", "Prompts that were accepted"),
		turns: counter("turns", "Turns that have ended"),
		turnDuration: meter.createHistogram("workspace_chat.turn.duration", { description: "Of a turn", unit: "s" }),
		approvals: counter("approvals", "Permissions that agents asked for, and what became of them"),
		faults: counter("faults", "What went wrong"),
		connections: meter.createUpDownCounter("workspace_chat.connections", { description: "Open workspaces of clients" }),
		updatesLost: counter("updates.lost", "Updates of agents that never reached their workspace"),
		changesMissed: counter("changes.missed", "Changes that clients missed on a standing connection and asked for"),
	};
}
