import type {
	ApprovalItem,
	ErrorRecord,
	PromptState,
	SyncResponse,
	Usage,
	WorkspaceCounters,
	WorkspaceErrorCode,
} from "../../src/protocol/index.ts";
import { ZERO_COUNTS } from "../../src/rules/counts.ts";
import type { EndedTurn, SandboxStart } from "../events/workspaceEvents.ts";
import type { LogEvent, WorkspaceLog } from "../log/workspaceLog.ts";
import { type ObservedWorkspace, workspaceGauges } from "./gauges.ts";
import { createInstruments, type Instruments } from "./instruments.ts";

type CounterName = keyof WorkspaceCounters;

const MAX_ERRORS = 20;

const TURN_COUNTERS: Readonly<Partial<Record<PromptState, CounterName>>> = {
	done: "turnsDone",
	failed: "turnsFailed",
	cancelled: "turnsCancelled",
};

/** The log events that say that something could not be stored. */
const STORAGE_EVENTS: ReadonlySet<LogEvent> = new Set<LogEvent>([
	"approval_not_stored",
	"cleanup_failed",
	"content_not_stored",
	"expiry_not_stored",
	"flush_failed",
	"preemption_not_stored",
	"question_not_stored",
	"storage_failed",
	"turn_cut_not_stored",
	"turn_not_stored",
]);

/** What a workspace reports to its operators: log lines, metrics, and the answer of `getDiagnostics`. */
export class Telemetry {
	readonly #write: WorkspaceLog;
	readonly #instruments: Instruments;
	readonly #counts: Record<CounterName, number> = { ...ZERO_COUNTS };
	readonly #pendingApprovals = new Set<string>();
	#errors: readonly ErrorRecord[] = [];
	#connections = 0;
	#observed: ObservedWorkspace | null = null;
	#hasMetricsFailed = false;

	/** @param write - Writes a line of the log. */
	constructor(write: WorkspaceLog) {
		this.#write = write;
		this.#instruments = createInstruments((error) => this.#recordMetricsError(error));
	}

	/** Writes a line. A line of level `error` also counts as an error, by its `code`. Can be passed on unbound. */
	readonly log: WorkspaceLog = (level, event, facts = {}) => {
		this.#write(level, event, facts);
		if (level === "error") this.#recordError(event, errorCodeOf(facts));
		if (STORAGE_EVENTS.has(event)) this.#instruments.storageErrors(1, { event });
	};

	recordPrompt(): void {
		this.#counts.prompts += 1;
		this.#instruments.prompts(1);
	}

	recordTurn({ code, usage, ...turn }: EndedTurn): void {
		const { state } = turn;
		const counter = TURN_COUNTERS[state];
		if (counter) this.#counts[counter] += 1;
		this.#instruments.turns(1, { state });
		this.#instruments.turnDuration(turn.durationMs / 1_000, { state });
		if (usage) this.#recordUsage(usage);
		this.#write("info", "turn_ended", { ...turn, code });
		if (code) this.#recordError("turn_ended", code);
	}

	/** Call it with every state of an approval. A state that was recorded before is not counted again. */
	recordApproval({ id, state: { status } }: ApprovalItem): void {
		const isPending = status === "pending";
		if (this.#pendingApprovals.has(id) === isPending) return;
		if (isPending) this.#pendingApprovals.add(id);
		else this.#pendingApprovals.delete(id);
		this.#instruments.approvals(1, { state: status });
	}

	recordLostUpdates(count: number): void {
		this.#counts.updatesLost += count;
		this.#instruments.updatesLost(count);
	}

	/** @param count - How many changes a client has missed this time. */
	recordMissedChanges(count: number): void {
		this.#counts.changesMissed += count;
		this.#instruments.gaps(1);
		this.#instruments.changesMissed(count);
	}

	recordSync(window: SyncResponse["window"]): void {
		this.#instruments.syncs(1, { window });
	}

	/** @param delayMs - How long the oldest change of a tick has waited. */
	recordBroadcast(delayMs: number): void {
		this.#instruments.broadcastDelay(delayMs / 1_000);
	}

	recordSandboxStart({ outcome, durationMs }: SandboxStart): void {
		this.#instruments.sandboxStarts(1, { outcome });
		this.#instruments.sandboxStartDuration(durationMs / 1_000, { outcome });
	}

	/** The workspace is open: what waits in it is part of the process's metrics until {@link close}. */
	observe(workspace: ObservedWorkspace): void {
		this.#observed = workspace;
		try {
			workspaceGauges.add(workspace);
		} catch (error) {
			this.#recordMetricsError(error);
		}
	}

	/** The workspace sleeps, or is gone. */
	close(): void {
		this.setConnections(0);
		if (this.#observed) workspaceGauges.delete(this.#observed);
	}

	/** @param count - How many clients have the workspace open. */
	setConnections(count: number): void {
		this.#instruments.connections(count - this.#connections);
		this.#connections = count;
	}

	/** Since the workspace woke. */
	counts(): WorkspaceCounters {
		return { ...this.#counts };
	}

	/** The last 20, newest first. */
	lastErrors(): readonly ErrorRecord[] {
		return this.#errors;
	}

	#recordUsage({ cost, tokens }: Usage): void {
		if (cost && cost.amount > 0) this.#instruments.cost(cost.amount, { currency: currencyLabel(cost.currency) });
		if (!tokens) return;
		this.#instruments.tokens(tokens.input, { kind: "input" });
		this.#instruments.tokens(tokens.output, { kind: "output" });
		this.#instruments.tokens(tokens.cachedRead ?? 0, { kind: "cached_read" });
		this.#instruments.tokens(tokens.cachedWrite ?? 0, { kind: "cached_write" });
	}

	/** Logged once: it would be the same for every measurement. */
	#recordMetricsError(error: unknown): void {
		if (!this.#hasMetricsFailed) this.#write("warn", "metrics_failed", { error });
		this.#hasMetricsFailed = true;
	}

	#recordError(event: string, code: WorkspaceErrorCode): void {
		this.#counts.errors += 1;
		this.#errors = [{ code, event, at: Date.now() }, ...this.#errors].slice(0, MAX_ERRORS);
		this.#instruments.errors(1, { code, event });
	}
}

/** The code that a log line names, else `internal`: then the workspace itself has failed. */
function errorCodeOf({ code }: Readonly<Record<string, unknown>>): WorkspaceErrorCode {
	return typeof code === "string" ? (code as WorkspaceErrorCode) : "internal";
}

/** Agents send any text as the currency, and each value of a label is a time series of its own. */
function currencyLabel(currency: string): string {
	return /^[A-Z]{3}$/.test(currency) ? currency : "other";
}
