import { type Attributes, metrics } from "@opentelemetry/api";

/** The version of workspace-chat, as its package.json has it. */
export const PACKAGE_VERSION = "0.1.0";

/** Records a measurement. Never throws. */
type Instrument = (value: number, attributes?: Attributes) => void;

/** The metrics of all workspaces of a process: a workspace's id as an attribute would make too many series. */
export interface Instruments {
	readonly prompts: Instrument;
	/** By `state`. */
	readonly turns: Instrument;
	/** In seconds, by `state`. */
	readonly turnDuration: Instrument;
	/** By `state`: `pending` when the agent asks, then `answered` or `cancelled`. */
	readonly approvals: Instrument;
	/** By `code` and `event`. */
	readonly errors: Instrument;
	readonly connections: Instrument;
	readonly updatesLost: Instrument;
	readonly changesMissed: Instrument;
}

/**
 * Creates the instruments with OpenTelemetry's API. They do nothing unless the host has set a `MeterProvider`; one that
 * is set later takes effect when the workspace next wakes, because the API's instruments cannot be rebound.
 *
 * @param onError - Called when the host's metrics system throws.
 */
export function createInstruments(onError: (error: unknown) => void): Instruments {
	const meter = metrics.getMeter("workspace-chat", PACKAGE_VERSION);
	// A metrics system that fails must not fail the turn that is measured.
	const guard =
		(measure: Instrument): Instrument =>
		(value, attributes) => {
			try {
				measure(value, attributes);
			} catch (error) {
				onError(error);
			}
		};
	const counter = (name: string, description: string) => {
		const created = meter.createCounter(`workspace_chat.${name}`, { description });
		return guard((value, attributes) => created.add(value, attributes));
	};
	const duration = meter.createHistogram("workspace_chat.turn.duration", { description: "Of a turn", unit: "s" });
	const connections = meter.createUpDownCounter("workspace_chat.connections", {
		description: "Open workspaces of clients",
	});
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
