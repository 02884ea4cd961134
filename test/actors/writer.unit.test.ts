import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveItems } from "../../actors/writer/LiveItems.ts";
import { Writer } from "../../actors/writer/Writer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A writer with nothing in it, and when it has flushed. */
function openWriter(fails: () => boolean = () => false, needsCommit: () => boolean = () => false) {
	const flushes: number[] = [];
	const start = performance.now();
	const writer = new Writer({
		db: {
			transaction: async () => {
				flushes.push(performance.now() - start);
				if (fails()) throw new Error("Nobody has thought of this.");
			},
		},
		ledger: { stream: () => undefined },
		live: new LiveItems(),
		pace: { startCommit: () => () => undefined, needsCommit },
		flushIntervalMs: 1_000,
		participants: [],
		audit: { append: async () => undefined, settle: () => undefined },
		flushStreak: { failed: () => undefined, recovered: () => undefined },
		health: { isFailing: false, failed: () => undefined },
	} as unknown as ConstructorParameters<typeof Writer>[0]);
	return { writer, flushes };
}

async function change(writer: Writer, everyMs: number, times: number): Promise<void> {
	for (let time = 0; time < times; time++) {
		writer.scheduleFlush();
		await vi.advanceTimersByTimeAsync(everyMs);
	}
}

test("what has changed is stored once it has not changed for a quarter of a second", async () => {
	const { writer, flushes } = openWriter();
	await change(writer, 100, 3);
	await vi.advanceTimersByTimeAsync(1_000);
	expect(flushes).toEqual([450]);
});

test("what keeps changing is stored once in the flush interval", async () => {
	const { writer, flushes } = openWriter();
	await change(writer, 20, 150);
	expect(flushes).toEqual([1_000, 2_000, 3_000]);
});

test("what has changed is stored at once when a commit is needed to say whether the engine keeps up", async () => {
	let needsCommit = false;
	const { writer, flushes } = openWriter(
		() => false,
		() => needsCommit,
	);
	await change(writer, 20, 5);
	needsCommit = true;
	await change(writer, 20, 1);
	needsCommit = false;
	await change(writer, 20, 60);
	expect(flushes).toEqual([100, 1_120]);
});

test("nothing is stored by itself after a flush that was asked for", async () => {
	const { writer, flushes } = openWriter();
	await change(writer, 100, 1);
	await writer.flush();
	await vi.advanceTimersByTimeAsync(5_000);
	expect(flushes).toEqual([100]);
});

test("a flush that fails for another reason than the storage is repeated less and less often", async () => {
	let left = 3;
	const { writer, flushes } = openWriter(() => left-- > 0);
	writer.scheduleFlush();
	await vi.advanceTimersByTimeAsync(20_000);
	expect(flushes).toEqual([250, 500, 1_000, 2_000]);
});

test("what everybody should know of a failure goes out before the refusal, and before the next transaction", async () => {
	const order: string[] = [];
	let isFailing = true;
	const writer = new Writer({
		db: {
			async transaction() {
				order.push(isFailing ? "fails" : "is stored");
				if (!isFailing) return { result: undefined, changes: { items: [], stateChanges: [], effects: [] } };
				throw new Error("The disk is full.");
			},
		},
		batcher: {
			hold() {
				order.push("held");
				return () => order.push("released");
			},
			flush: () => order.push("flushed"),
		},
		pace: { startCommit: () => () => undefined, needsCommit: () => false },
		audit: { append: async () => undefined, settle: () => undefined },
		health: {
			failed: () => undefined,
			// A flush has failed before.
			announced: async () => void order.push("announced"),
			get isFailing() {
				return isFailing;
			},
		},
	} as unknown as ConstructorParameters<typeof Writer>[0]);
	const refused = writer
		.commit("prompt", async () => undefined)
		.catch(() => {
			isFailing = false;
			order.push("refused");
		});
	const next = writer.commit("next", async () => undefined);
	await Promise.all([refused, next]);
	expect(order.slice(0, 6)).toEqual(["held", "fails", "released", "announced", "flushed", "refused"]);
	expect(order.slice(6)).toEqual(["held", "is stored", "released"]);
});
