import { type Attributes, metrics } from "@opentelemetry/api";
import type {
	ApprovalItem,
	ErrorRecord,
	PromptState,
	WorkspaceCounters,
	WorkspaceErrorCode,
} from "../../src/protocol/index.ts";
import { ZERO_COUNTS } from "../../src/rules/counts.ts";
import type { EndedTurn } from "../events/workspaceEvents.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";

/** The version of workspace-chat, as its package.json has it. */
export const PACKAGE_VERSION = "0.1.0";

/** Takes a measurement. Never throws. */
type Instrument = (value: number, attributes?: Attributes) => void;

/** What is counted for a metrics system, over all workspaces of a process: a workspace's id would make too many series. */
interface Instruments {
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
function createInstruments(onFailure: (error: unknown) => void): Instruments {
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

/** What a workspace tells those who run it: lines of the log, counters, and what `getDiagnostics` answers. */
export interface Telemetry {
	/** Writes a line. Each line of the level `error` counts as a fault, by its `code`. */
	readonly log: WorkspaceLog;
	recordPrompt(): void;
	recordTurn(turn: EndedTurn): void;
	/** Hears of every state of an approval, of the same one more than once too. */
	recordApproval(approval: ApprovalItem): void;
	recordLostUpdates(count: number): void;
	recordMissedChanges(count: number): void;
	/** So many clients have the workspace open. */
	setConnections(count: number): void;
	/** Since the workspace woke. */
	counts(): WorkspaceCounters;
	/** Newest first. */
	lastErrors(): readonly ErrorRecord[];
}

type CountName = keyof WorkspaceCounters;

const MAX_FAULTS = 20;

const TURN_COUNTS: Readonly<Partial<Record<PromptState, CountName>>> = {
	done: "turnsDone",
	failed: "turnsFailed",
	cancelled: "turnsCancelled",
};

/** @param write - Writes a line of the log. */
export function createTelemetry(write: WorkspaceLog): Telemetry {
	const instruments = createInstruments(noteFailure);
	const counts: Record<CountName, number> = { ...ZERO_COUNTS };
	const pending = new Set<string>();
	let faults: readonly ErrorRecord[] = [];
	let connections = 0;
	let hasFailed = false;

	/** Once: it would be said of every measurement. */
	function noteFailure(error: unknown): void {
		if (!hasFailed) write("warn", "metrics_failed", { error });
		hasFailed = true;
	}

	function noteFault(event: string, code: WorkspaceErrorCode): void {
		counts.errors += 1;
		faults = [{ code, event, at: Date.now() }, ...faults].slice(0, MAX_FAULTS);
		instruments.errors(1, { code, event });
	}

	function recordTurn({ code, ...turn }: EndedTurn): void {
		const { state } = turn;
		const count = TURN_COUNTS[state];
		if (count) counts[count] += 1;
		instruments.turns(1, { state });
		instruments.turnDuration(turn.durationMs / 1_000, { state });
		write("info", "turn_ended", { ...turn, code });
		if (code) noteFault("turn_ended", code);
	}

	return {
		log(level, event, facts = {}) {
			write(level, event, facts);
			if (level === "error") noteFault(event, errorCodeOf(facts));
		},
		recordPrompt() {
			counts.prompts += 1;
			instruments.prompts(1);
		},
		recordTurn,
		recordApproval({ id, state: { status } }) {
			const isPending = status === "pending";
			if (pending.has(id) === isPending) return;
			if (isPending) pending.add(id);
			else pending.delete(id);
			instruments.approvals(1, { state: status });
		},
		recordLostUpdates(count) {
			counts.updatesLost += count;
			instruments.updatesLost(count);
		},
		recordMissedChanges(count) {
			counts.changesMissed += count;
			instruments.changesMissed(count);
		},
		setConnections(count) {
			instruments.connections(count - connections);
			connections = count;
		},
		counts: () => ({ ...counts }),
		lastErrors: () => faults,
	};
}

/** A line names the code of its fault where there is one; else the workspace itself has failed. */
function errorCodeOf({ code }: Readonly<Record<string, unknown>>): WorkspaceErrorCode {
	return typeof code === "string" ? (code as WorkspaceErrorCode) : "internal";
}
