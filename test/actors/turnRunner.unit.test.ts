import { describe, expect, onTestFinished, test, vi } from "vitest";
import { PromptNotDeliveredError, sessionClosed } from "../../actors/errors/sessionErrors.ts";
import { CurrentTurn } from "../../actors/turn/CurrentTurn.ts";
import { TurnRunner, type TurnRunnerDeps } from "../../actors/turn/TurnRunner.ts";
import type { Transaction } from "../../actors/writer/transaction.ts";
import type { PromptItem } from "../../src/protocol/index.ts";
import type { PromptChange } from "../../src/rules/queue.ts";
import { prompt as samplePrompt } from "../../stories/fixtures/sampleItems.ts";
import { waitFor } from "../harness/waitFor.ts";

/** A queue that is never empty, and whose session breaks in a way that nobody has thought of, so many times. */
function openRunner(surprises: number) {
	const events: string[] = [];
	let attempts = 0;
	const options = {
		writer: { idle: async () => undefined },
		open: { queue: () => [{ id: "waiting" }] },
		current: { end: () => undefined, stopDelivered: async () => undefined },
		limits: { retryBaseMs: 1, retryMaxMs: 2 },
		log: (_level: string, event: string) => events.push(event),
		keeper: {
			ready() {
				attempts += 1;
				if (attempts <= surprises) return Promise.reject(new Error("Nobody has thought of this."));
				runner.stop();
				return Promise.reject(new Error("The workspace stops."));
			},
		},
		keepAwake: (work: Promise<void>) => finish.resolve(work),
	} as unknown as TurnRunnerDeps;
	const finish = Promise.withResolvers<void>();
	const runner = new TurnRunner(options);
	return { runner, events, attempts: () => attempts, finished: finish.promise };
}

test("the queue continues after any exception, however often", async () => {
	const { runner, events, attempts, finished } = openRunner(3);
	runner.start();
	await finished;
	expect(events).toEqual(["turn_crashed"]);
	expect(attempts()).toBe(4);
});

describe("a new prompt", () => {
	/** A runner with a session whose turns never end, and a transaction whose effects run when it is committed. */
	function openIdleRunner(queue: readonly unknown[] = [], mayBegin = true) {
		const session = { prompts: 0 };
		const effects: (() => void)[] = [];
		const current = new CurrentTurn();
		const commitEnds = Promise.withResolvers<void>();
		const commits: string[] = [];
		const logged: string[] = [];
		const options = {
			log: (_level: string, event: string) => logged.push(event),
			open: { queue: () => queue },
			review: { mayBegin: () => mayBegin },
			current,
			writer: {
				evictStored: () => undefined,
				idle: () => commitEnds.promise,
				commit: async (name: string) => void commits.push(name),
			},
			projector: { beginTurn: () => undefined },
			keeper: { current: () => session },
			requireAllowed: () => undefined,
			delivery: { createBlocks: async () => [] },
			keepAwake: () => undefined,
			events: { emit: () => undefined },
		} as unknown as TurnRunnerDeps;
		Object.assign(session, {
			prompt() {
				session.prompts += 1;
				return new Promise(() => undefined);
			},
		});
		const transaction = {
			put: (draft: object) => draft,
			broadcast: () => undefined,
			afterCommit: (effect: () => void) => effects.push(effect),
		} as unknown as Transaction;
		const runner = new TurnRunner(options);
		return {
			runner,
			session,
			current,
			commits,
			logged,
			begin: () => runner.beginAtOnce(transaction, samplePrompt),
			commit() {
				for (const effect of effects.splice(0)) effect();
				commitEnds.resolve();
			},
		};
	}

	test("begins its turn in its own transaction if nothing is in its way, and the agent is asked once that is stored", async () => {
		const { begin, commit, current, session } = openIdleRunner();
		expect(begin()).toMatchObject({ id: samplePrompt.id, state: "running" });
		expect([current.get(), session.prompts]).toEqual([null, 0]);
		commit();
		await expect.poll(() => session.prompts).toBe(1);
		expect(current.get()).toMatchObject({ promptId: samplePrompt.id, state: "running" });
	});

	test("waits in the queue while a turn runs", () => {
		const { begin, commit } = openIdleRunner();
		begin();
		commit();
		expect(begin()).toBeNull();
	});

	test("does not wait behind one that is suspended", () => {
		const suspended = { person: samplePrompt.by, until: 1 };
		expect(openIdleRunner([{ ...samplePrompt, suspended }]).begin()).toMatchObject({ state: "running" });
	});

	test("waits in the queue when its author’s access has ended meanwhile", () => {
		expect(openIdleRunner([], false).begin()).toBeNull();
	});

	test("waits in the queue behind others", () => {
		expect(openIdleRunner([samplePrompt]).begin()).toBeNull();
	});

	test("waits in the queue while a stop is on its way to the agent, which would take it for its turn", async () => {
		const { begin, current } = openIdleRunner();
		const delivered = Promise.withResolvers<void>();
		current.stop({}, delivered.promise);
		expect(begin()).toBeNull();
		delivered.resolve();
		await delivered.promise;
		expect(begin()).not.toBeNull();
	});

	test("waits in the queue while turns are held, and one that was stored a moment before is waited for", async () => {
		const { runner, begin, commit } = openIdleRunner();
		begin();
		let isHeld = false;
		void runner.hold().then(() => {
			isHeld = true;
		});
		expect(begin()).toBeNull();
		commit();
		await new Promise(setImmediate);
		expect(isHeld).toBe(false);
	});

	test("is not sent to the agent if the workspace has stopped while it was stored, and waits again", async () => {
		const { runner, begin, commit, commits, session } = openIdleRunner();
		begin();
		const stopped = runner.stop();
		commit();
		await stopped;
		expect(session.prompts).toBe(0);
		expect(commits).toEqual(["turn_return"]);
	});

	test("is logged when its turn breaks in a way that nobody has thought of", async () => {
		const { begin, commit, session, logged } = openIdleRunner();
		Object.assign(session, { prompt: () => Promise.resolve({ stopReason: "end_turn" }) });
		begin();
		commit();
		await waitFor(() => logged.length > 0, "the log");
		expect(logged).toEqual(["turn_crashed"]);
	});
});

describe("the first prompt of the queue", () => {
	/**
	 * A runner whose agent never receives a prompt.
	 *
	 * @param now - The prompt once its turn has begun: as it is then, whatever the turn began with.
	 * @param flushed - The same after a flush.
	 */
	function openQueue({ session = {}, ...prompts }: { session?: object; now?: PromptItem; flushed?: PromptItem } = {}) {
		let { now } = prompts;
		const flush = async () => {
			now = prompts.flushed ?? now;
		};
		const put: PromptItem[] = [];
		const events: string[] = [];
		const current = new CurrentTurn();
		const asked = {
			...session,
			prompt: () => Promise.reject(new PromptNotDeliveredError(sessionClosed())),
		};
		const commit = async (_name: string, work: (transaction: unknown) => Promise<unknown>) => {
			const effects: (() => void)[] = [];
			const result = await work({
				put(draft: PromptItem) {
					put.push(draft);
					return draft;
				},
				broadcast: () => undefined,
				afterCommit: (effect: () => void) => effects.push(effect),
			});
			for (const effect of effects) effect();
			return result;
		};
		const finish = Promise.withResolvers<void>();
		const runner = new TurnRunner({
			// It is there until its turn has begun: what happens to it after that is another test's.
			open: { queue: () => (put.length === 0 ? [samplePrompt] : []), prompt: () => now ?? put.at(-1) },
			review: {
				review: () => (put.length === 0 ? [samplePrompt] : []),
				reviewReturned: (change: PromptChange) => change,
			},
			current,
			writer: { commit, evictStored: () => undefined, flush, idle: async () => undefined },
			projector: {
				beginTurn: () => undefined,
				endTurn: (outcome: object) => ({ outcome, summary: {} }),
			},
			approvals: { takeRefused: () => new Set(), takeWaits: () => [], cancelAll: () => undefined },
			questions: { takeWaits: () => [], cancelOfTurn: () => undefined },
			keeper: { current: () => asked, ready: async () => asked },
			requireAllowed: () => undefined,
			delivery: { createBlocks: async () => [], refresh: async () => [] },
			log: () => undefined,
			limits: { retryBaseMs: 1, retryMaxMs: 2 },
			events: { emit: (name: string) => events.push(name) },
			keepAwake: (work: Promise<void>) => finish.resolve(work),
		} as unknown as TurnRunnerDeps);
		return { runner, current, put, events, finished: finish.promise };
	}

	test("stays in the queue when the workspace has stopped before its turn begins", async () => {
		const { runner, current, put, finished } = openQueue();
		const delivered = Promise.withResolvers<void>();
		current.stop({}, delivered.promise);
		runner.start();
		await new Promise(setImmediate);
		await runner.stop();
		delivered.resolve();
		await finished;
		expect(put).toEqual([]);
	});

	test("is put back once when the workspace stops while that is about to happen", async () => {
		const { runner, current, put, finished } = openQueue({ session: { over: Promise.resolve() } });
		const settling = Promise.withResolvers<void>();
		const settled = Promise.withResolvers<void>();
		current.settle = () => {
			settling.resolve();
			return settled.promise;
		};
		runner.start();
		await settling.promise;
		await runner.stop();
		settled.resolve();
		await finished;
		expect(put.map(({ state }) => state)).toEqual(["running", "queued"]);
	});

	const erased: PromptItem = { ...samplePrompt, state: "running", by: { userId: "deleted-1", name: "Deleted user" } };

	test("waits again as it is by then, when the session was over before the agent received it", async () => {
		const { runner, put, events, finished } = openQueue({ session: { over: Promise.resolve() }, now: erased });
		runner.start();
		await finished;
		expect(put.at(-1)).toMatchObject({ state: "queued", by: erased.by });
		expect(events.at(-1)).toBe("turnReturned");
	});

	test("fails as it is by then when the session goes on: it would fail again without end", async () => {
		vi.useFakeTimers();
		onTestFinished(() => void vi.useRealTimers());
		const session = { over: new Promise(() => undefined) };
		const { runner, put, events, finished } = openQueue({ session, now: samplePrompt, flushed: erased });
		runner.start();
		await vi.runAllTimersAsync();
		await finished;
		const error = { code: sessionClosed().code };
		expect(put.at(-1)).toMatchObject({ state: "failed", by: erased.by, result: { error } });
		expect(events.at(-1)).toBe("turnEnded");
	});
});
