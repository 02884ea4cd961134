import { describe, expect, test } from "vitest";
import { CurrentTurn } from "../../actors/turn/CurrentTurn.ts";
import { TurnRunner, type TurnRunnerDeps } from "../../actors/turn/TurnRunner.ts";
import type { Transaction } from "../../actors/writer/transaction.ts";
import { prompt as samplePrompt } from "../../stories/fixtures/sampleItems.ts";

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
	function openIdleRunner(queue: readonly unknown[] = []) {
		const session = { prompts: 0 };
		const effects: (() => void)[] = [];
		const current = new CurrentTurn();
		const commitEnds = Promise.withResolvers<void>();
		const commits: string[] = [];
		const options = {
			open: { queue: () => queue },
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
});
