import { setTimeout as delay } from "node:timers/promises";
import { WorkspaceError } from "../../src/core/index.ts";
import type { ApprovalItem, WorkspaceErrorCode } from "../../src/protocol/index.ts";
import type { ActivityLog } from "./activityLog.ts";
import type { JoinedPerson } from "./joinAsPerson.ts";

/** A person who writes prompts and answers permission requests at seeded random moments. */
export interface SimulatedPerson {
	/** Stops writing prompts, but keeps answering. */
	rest(): void;
	/** Stops everything. */
	stop(): void;
	/** Actions whose outcome is not known yet. */
	pending(): number;
}

export interface SimulatedPersonOptions {
	readonly joined: JoinedPerson;
	readonly activity: ActivityLog;
	/** A seeded random function: numbers from 0 to below 1. */
	random(): number;
}

const SCRIPTS = ["permission", "markdown", "edit", "think", "permission", "plan", "command", "tools", "hello"];

/** Nobody writes while this many prompts are queued, so that faults hit turns of all ages and the run ends soon. */
const WAITING_MOST = 3;

/** Codes an answer may get if another was first, if its turn was lost, or if the outcome is unknown. */
const FAIR: ReadonlySet<WorkspaceErrorCode> = new Set([
	"already_answered",
	"approval_closed",
	"timeout",
	"connection_lost",
]);

export function createSimulatedPerson({ joined, activity, random }: SimulatedPersonOptions): SimulatedPerson {
	const { store, person } = joined;
	const { userId } = person;
	const stopped = new AbortController();
	let isResting = false;
	let written = 0;
	let pending = 0;

	const pause = () => delay(100 + 900 * random(), undefined, { signal: stopped.signal });
	const choose = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)];

	async function act(): Promise<void> {
		for (;;) {
			await pause();
			const [approval] = store.get().approvals;
			if (approval) await track(answer(approval));
			else retryFailed();
			const { queue, outbox } = store.get();
			if (!isResting && queue.length + outbox.length < WAITING_MOST) void track(write());
		}
	}

	async function track(deed: Promise<void>): Promise<void> {
		pending += 1;
		await deed;
		pending -= 1;
	}

	async function write(): Promise<void> {
		written += 1;
		const text = `${choose(SCRIPTS)} ${userId} ${written}`;
		activity.sent.push({ userId, text });
		const receipt = await store.prompt(text).catch(() => null);
		if (receipt) activity.accepted.push({ userId, text, promptId: receipt.promptId });
	}

	/** Like a person who presses the retry button of a failed prompt. */
	function retryFailed(): void {
		for (const prompt of store.get().outbox) if (prompt.status === "failed") store.retryPrompt(prompt.clientId);
	}

	async function answer({ id, options }: ApprovalItem): Promise<void> {
		// After "always allow" people would not be asked again.
		const option = choose(options.filter(({ optionKind }) => optionKind.endsWith("_once")));
		if (!option) return;
		const { optionId } = option;
		try {
			await store.answerApproval(id, optionId);
			activity.answers.push({ userId, approvalId: id, optionId });
		} catch (error) {
			const code = error instanceof WorkspaceError ? error.code : "internal";
			if (!FAIR.has(code)) activity.refusals.push(code);
		}
	}

	act().catch((error: unknown) => {
		if (!stopped.signal.aborted) throw error;
	});
	return {
		rest() {
			isResting = true;
		},
		stop: () => stopped.abort(),
		pending: () => pending,
	};
}
