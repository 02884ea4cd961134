import type { WorkspaceReport } from "../../src/protocol/workspaceReport.ts";
import type { FailureStreak } from "../log/FailureStreak.ts";
import { Backoff } from "../timing/Backoff.ts";
import { withTimeout } from "../timing/timeouts.ts";

/** What a workspace says of itself, before the reporter numbers it. */
export type ReportContent = Omit<WorkspaceReport, "epoch" | "number" | "leaseMs">;

/** How a workspace calls the directory of its tenant. */
export interface DirectoryCalls {
	report(report: WorkspaceReport): Promise<void>;
	/** The workspace is gone. */
	remove(): Promise<void>;
	forgetPerson(userId: string): Promise<void>;
}

/** What it says of each person. It is a row per person in the directory, and most reports are about something else. */
const PERSONAL = ["unread", "attention", "grants"] as const;

interface DirectoryReporterDeps {
	/** Null without a directory: then nothing is reported. */
	readonly directory: DirectoryCalls | null;
	describe(): Promise<ReportContent>;
	/** Of this start of the workspace: larger than that of an earlier one. */
	readonly epoch: number;
	/** Changes are gathered for this long, in milliseconds. */
	readonly delayMs: number;
	/** A report of a workspace at work holds for this long, in milliseconds. It is repeated after half of it. */
	readonly leaseMs: number;
	readonly failures: FailureStreak;
}

const CALL_TIMEOUT_MS = 10_000;
/** A workspace that is closing has to be closed soon. */
const LAST_CALL_TIMEOUT_MS = 3_000;
const RETRY = { retryBaseMs: 1_000, retryMaxMs: 60_000 };

/**
 * Reports what the workspace does to the directory of its tenant: some time after a change, and again while it is at work,
 * so that the directory notices when the process was killed. At least once: what fails is repeated, and each start reports.
 * Nothing waits for it, but a workspace that closes or is destroyed, for a moment.
 */
export class DirectoryReporter {
	readonly #deps: DirectoryReporterDeps;
	readonly #backoff = new Backoff(RETRY);
	#number = 0;
	/** What the directory has, as JSON; null when that is not known. */
	#received: string | null = null;
	/** What the directory has of each person, as JSON; none of what is not known. */
	#receivedPersonal = new Map<string, string>();
	#timer: NodeJS.Timeout | undefined;
	#dueAt = Number.POSITIVE_INFINITY;
	#sending: Promise<void> | null = null;
	#isRemoved = false;
	#state: "starting" | "open" | "closed" = "starting";

	constructor(deps: DirectoryReporterDeps) {
		this.#deps = deps;
	}

	/** The workspace has started. */
	start(): void {
		this.#state = "open";
		this.#schedule(0);
	}

	/** Something may have changed. Cheap enough for every event. */
	change(): void {
		// A retry comes when it is due: nothing is gained by calling a directory that is down more often.
		if (this.#backoff.failures === 0) this.#schedule(this.#deps.delayMs);
	}

	/** Reports now, for a directory that asks. Rejects when it cannot. */
	async report(): Promise<void> {
		this.#received = null;
		this.#receivedPersonal.clear();
		await this.#sending;
		await this.#send(CALL_TIMEOUT_MS);
	}

	/** The workspace closes: what has changed is reported once more. Never rejects. */
	async close(): Promise<void> {
		if (this.#state !== "open") return;
		this.#state = "closed";
		clearTimeout(this.#timer);
		await this.#sending;
		await this.#send(LAST_CALL_TIMEOUT_MS).catch((error: unknown) => this.#deps.failures.failed(error));
	}

	/** The workspace is destroyed. Never rejects: a directory that does not learn it finds out when it looks for it. */
	async remove(): Promise<void> {
		const { directory, failures } = this.#deps;
		if (!directory || this.#isRemoved) return;
		this.#isRemoved = true;
		this.#state = "closed";
		clearTimeout(this.#timer);
		await this.#sending;
		await withTimeout(directory.remove(), { what: "The directory", ms: LAST_CALL_TIMEOUT_MS }).catch((error: unknown) =>
			failures.failed(error),
		);
	}

	/** Removes a person from the directory. Rejects when that is not certain. */
	async forgetPerson(userId: string): Promise<void> {
		await this.#deps.directory?.forgetPerson(userId);
		if (this.#deps.directory) await this.report();
	}

	#schedule(ms: number): void {
		if (this.#state !== "open" || !this.#deps.directory) return;
		const dueAt = performance.now() + ms;
		if (dueAt >= this.#dueAt) return;
		this.#dueAt = dueAt;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#sendWhenFree(), ms);
	}

	async #sendWhenFree(): Promise<void> {
		this.#dueAt = Number.POSITIVE_INFINITY;
		// Whatever changes while it is sent is sent afterwards.
		if (this.#sending) await this.#sending;
		this.#sending = this.#send(CALL_TIMEOUT_MS)
			.then(
				(leaseMs) => {
					this.#backoff.reset();
					this.#deps.failures.recovered();
					if (leaseMs !== null) this.#schedule(leaseMs / 2);
				},
				(error: unknown) => {
					this.#deps.failures.failed(error);
					this.#schedule(this.#backoff.fail());
				},
			)
			.finally(() => {
				this.#sending = null;
			});
	}

	/** Returns how long the report holds; null when it holds until something changes. */
	async #send(timeoutMs: number): Promise<number | null> {
		const { directory, epoch, leaseMs } = this.#deps;
		if (!directory) return null;
		const content = await withTimeout(this.#deps.describe(), { what: "The report", ms: timeoutMs });
		const isAtRest = content.peopleCount === 0 && (content.activity === "idle" || content.activity === "failed");
		const text = JSON.stringify(content);
		if (isAtRest && text === this.#received) return null;
		this.#received = null;
		this.#number += 1;
		const holdsMs = isAtRest ? null : leaseMs;
		const personal = new Map(PERSONAL.map((name) => [name, JSON.stringify(content[name]) ?? ""]));
		const known = PERSONAL.filter((name) => personal.get(name) === this.#receivedPersonal.get(name));
		this.#receivedPersonal = new Map();
		const left = Object.fromEntries(known.map((name) => [name, undefined]));
		const report = { ...content, ...left, epoch, number: this.#number, leaseMs: holdsMs };
		await withTimeout(directory.report(report), { what: "The directory", ms: timeoutMs });
		this.#received = text;
		this.#receivedPersonal = personal;
		return holdsMs;
	}
}
