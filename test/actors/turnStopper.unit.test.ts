import { expect, test } from "vitest";
import { CurrentTurn } from "../../actors/turn/CurrentTurn.ts";
import { MAX_UNSTORABLE_BYTES, TurnStopper, type TurnStopperDeps } from "../../actors/turn/TurnStopper.ts";
import type { Transaction } from "../../actors/writer/transaction.ts";
import type { Turn } from "../../src/protocol/index.ts";

const ADA = { userId: "ada", name: "Ada" };

/** A turn that runs, and an act that is stored when `store` is called. */
function openTurn() {
	const reached = Promise.withResolvers<void>();
	const effects: (() => void)[] = [];
	let cancels = 0;
	const session = {
		cancel() {
			cancels += 1;
			return reached.promise;
		},
	};
	const current = new CurrentTurn();
	const approvals = { cancelAll: () => undefined };
	const questions = { cancelOfTurn: () => undefined };
	const keeper = { current: () => session };
	const memory = { unstorableBytes: 0 };
	const said: unknown[] = [];
	const writer = {
		broadcast: ({ turn }: { readonly turn: Turn }) => said.push(turn.state),
		stream: (changes: readonly { readonly item: { readonly code: string } }[]) =>
			said.push(...changes.map(({ item }) => item.code)),
	};
	const stopper = new TurnStopper({
		writer,
		log: (_level: string, event: string) => said.push(event),
		unstorableBytes: () => memory.unstorableBytes,
		current,
		approvals,
		questions,
		keeper,
		graceMs: 60_000,
	} as unknown as TurnStopperDeps);
	const act = {
		broadcast: () => undefined,
		afterCommit: (effect: () => void) => effects.push(effect),
	} as unknown as Transaction;
	const begin = (id: string) => current.begin({ id, promptId: id, startedAt: 0, state: "running" } satisfies Turn);
	begin("first");
	const stop = () => stopper.stop(act, { stoppedBy: ADA });
	const store = () => effects.splice(0).forEach((effect) => void effect());
	return { current, stopper, memory, said, begin, stop, store, reach: reached.resolve, cancels: () => cancels };
}

test("a stop is not sent to an agent that settled meanwhile: it would hit the next turn", async () => {
	const { current, begin, stop, store, cancels } = openTurn();
	stop();
	await current.settle();
	store();
	expect(cancels()).toBe(0);
	expect(current.isStopping()).toBe(false);

	stop();
	begin("second");
	store();
	expect(cancels()).toBe(0);
	expect(current.stoppable()?.id).toBe("second");
	current.end();
});

test("two stops reach the agent once", () => {
	const { current, stop, store, cancels } = openTurn();
	stop();
	stop();
	store();
	expect(cancels()).toBe(1);
	expect(current.isStopping()).toBe(true);
	current.end();
});

test("a settled turn ends only after a pending stop has reached the agent", async () => {
	const { current, stop, store, reach } = openTurn();
	const order: string[] = [];
	stop();
	store();
	const settled = current.settle().then(() => order.push("settled"));
	const next = current.stopDelivered().then(() => order.push("next may begin"));
	await Promise.resolve();
	order.push("reached");
	reach();
	await Promise.all([settled, next]);
	expect(order).toEqual(["reached", "settled", "next may begin"]);
	current.end();
});

test("a turn is stopped once when more of it waits in memory than may, without storing anything, and that is said", () => {
	const { current, stopper, memory, said, cancels } = openTurn();
	memory.unstorableBytes = MAX_UNSTORABLE_BYTES;
	stopper.stopIfUnstorable();
	expect(cancels()).toBe(0);
	memory.unstorableBytes += 1;
	stopper.stopIfUnstorable();
	stopper.stopIfUnstorable();
	expect(cancels()).toBe(1);
	expect(current.isStopping()).toBe(true);
	expect(said).toEqual(["turn_unstorable", "stopping", "turn_unstorable"]);
	current.end();
});
