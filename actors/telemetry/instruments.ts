import { type Attributes, metrics } from "@opentelemetry/api";
import { METER_NAME, metricName, PACKAGE_VERSION } from "./meter.ts";

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
	/** By `window`: `new` for a client that loads the newest items, `changed` for one that catches up. */
	readonly syncs: Instrument;
	/** Each time that a client had missed changes. */
	readonly gaps: Instrument;
	/** How long the oldest change of a batch waited to be broadcast, in seconds. */
	readonly broadcastDelay: Instrument;
	/** By `outcome`: `ok` or `failed`. */
	readonly sandboxStarts: Instrument;
	/** In seconds, by `outcome`. */
	readonly sandboxStartDuration: Instrument;
	/** What turns cost, by `currency`. */
	readonly cost: Instrument;
	/** What turns used, by `kind`. */
	readonly tokens: Instrument;
	/** By `event`, the log event. */
	readonly storageErrors: Instrument;
}

/** The bounds of the histograms, in seconds. The SDK's own are made for milliseconds. */
const BROADCAST_BOUNDS = [0.005, 0.01, 0.02, 0.04, 0.07, 0.1, 0.25, 0.5, 1, 2.5, 5];
const SANDBOX_BOUNDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300];
const TURN_BOUNDS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600];

/**
 * Creates the instruments with OpenTelemetry's API. They do nothing unless the host has set a `MeterProvider`; one that
 * is set later takes effect when the workspace next wakes, because the API's instruments cannot be rebound.
 *
 * @param onError - Called when the host's metrics system throws.
 */
export function createInstruments(onError: (error: unknown) => void): Instruments {
	const meter = metrics.getMeter(METER_NAME, PACKAGE_VERSION);
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
		const created = meter.createCounter(metricName(name), { description });
		return guard((value, attributes) => created.add(value, attributes));
	};
	const histogram = (name: string, description: string, explicitBucketBoundaries: number[]) => {
		const created = meter.createHistogram(metricName(name), {
			description,
			unit: "s",
			advice: { explicitBucketBoundaries },
		});
		return guard((value, attributes) => created.record(value, attributes));
	};
	const connections = meter.createUpDownCounter(metricName("connections"), {
		description: "Open workspaces of clients",
	});
	return {
		prompts: counter("prompts", "Prompts that were accepted"),
		turns: counter("turns", "Turns that have ended"),
		turnDuration: histogram("turn.duration", "Of a turn", TURN_BOUNDS),
		approvals: counter("approvals", "Permissions that agents asked for, and what became of them"),
		errors: counter("errors", "What went wrong"),
		connections: guard((value, attributes) => connections.add(value, attributes)),
		updatesLost: counter("updates.lost", "Updates of agents that never reached their workspace"),
		changesMissed: counter("changes.missed", "Changes that clients missed on a standing connection and asked for"),
		syncs: counter("syncs", "Times that a client asked for the state of a workspace"),
		gaps: counter("gaps", "Times that a client had missed changes on a standing connection"),
		broadcastDelay: histogram("broadcast.delay", "From a change to its broadcast", BROADCAST_BOUNDS),
		sandboxStarts: counter("sandbox.starts", "Times that a sandbox was opened"),
		sandboxStartDuration: histogram("sandbox.start.duration", "Until a sandbox answered", SANDBOX_BOUNDS),
		cost: counter("cost", "What turns cost, in the currency"),
		tokens: counter("tokens", "What turns used"),
		storageErrors: counter("storage.errors", "Streaks of failures to store something"),
	};
}
