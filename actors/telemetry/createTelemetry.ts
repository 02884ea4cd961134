import type {
	ApprovalItem,
	ErrorRecord,
	PromptState,
	WorkspaceCounters,
	WorkspaceErrorCode,
} from "../../src/protocol/index.ts";
import { ZERO_COUNTS } from "../../src/protocol/noCounts.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { createInstruments } from "./createInstruments.ts";

/** A turn that is over, in numbers. */
export interface EndedTurn {
	readonly turnId: string;
	readonly promptId: string;
	readonly state: PromptState;
	readonly durationMs: number;
	readonly toolCalls: number;
	readonly code: WorkspaceErrorCode | undefined;
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
