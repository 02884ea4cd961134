import { type Attributes, metrics } from "@opentelemetry/api";
import { PACKAGE_VERSION } from "./packageVersion.ts";

/** Takes a measurement. Never throws. */
export type Instrument = (value: number, attributes?: Attributes) => void;

/** What is counted for a metrics system, over all workspaces of a process: a workspace's id would make too many series. */
export interface Instruments {
	readonly prompts: Instrument;
	/** By `state`. */
	readonly turns: Instrument;
	/** In seconds, by `state`. */
	readonly turnDuration: Instrument;
	/** By `state`: `pending` when the agent asks, then what became of it. */
	readonly approvals: Instrument;
	/** By `code` and `event`. */
	readonly errors: Instrument;
	readonly connections: Instrument;
	readonly updatesLost: Instrument;
	readonly changesMissed: Instrument;
}

/**
 * Asks OpenTelemetry's API for the instruments. They do nothing unless the host has set a `MeterProvider`, and only
 * from the next wake of a workspace on: the API gives out no instruments that change later.
 *
 * @param onFailure - Hears when the host's metrics system throws.
 */
export function createInstruments(onFailure: (error: unknown) => void): Instruments {
	const meter = metrics.getMeter("workspace-chat", PACKAGE_VERSION);
	const guard = createMeasurementGuard(onFailure);
	const counter = (name: string, description: string) => {
		const created = meter.createCounter(`workspace_chat.${name}`, { description });
		return guard((value, attributes) => created.add(value, attributes));
	};
	const duration = meter.createHistogram("workspace_chat.turn.duration", { description: "Of a turn", unit: "s" });
	const connections = meter.createUpDownCounter("workspace_chat.connections", { description: CONNECTIONS_DESCRIPTION });
	return {
		prompts: counter("prompts", "Prompts that were accepted"),
		turns: counter("turns", "Turns that have ended"),
		turnDuration: guard((value, attributes) => duration.record(value, attributes)),
		approvals: counter("approvals", "Permissions that agents asked for, and what became of them"),
		errors: counter("errors", "What went wrong"),
		connections: guard((value, attributes) => connections.add(value, attributes)),
		updatesLost: counter("updates.lost", "Updates of agents that never reached their workspace"),
		changesMissed: counter("changes.missed", "Changes that clients missed on a standing connection and asked for"),
	};
}

const CONNECTIONS_DESCRIPTION = "Open workspaces of clients";

/** A host's metrics system that fails must not fail the turn that is measured. */
function createMeasurementGuard(onFailure: (error: unknown) => void): (measure: Instrument) => Instrument {
	return (measure) => (value, attributes) => {
		try {
			measure(value, attributes);
		} catch (error) {
			onFailure(error);
		}
	};
}
