import { expect, onTestFinished, test, vi } from "vitest";
import { watchDatabase } from "../../actors/database/watchDatabase.ts";
import { Generations, requireVars } from "../../actors/lifecycle/Generations.ts";

const RESTARTING = expect.objectContaining({ group: "actor", code: "restarting" });

/** Ends when a test says so. */
function createGenerations() {
	const ended: string[] = [];
	const { promise: mayEnd, resolve: letEnd } = Promise.withResolvers<void>();
	const generations = new Generations<string>(async (held) => {
		await mayEnd;
		ended.push(held);
	});
	return { generations, ended, letEnd };
}

test("a newer generation ends the older one and starts only after it", async () => {
	const { generations, ended, letEnd } = createGenerations();
	await generations.open("one", async () => "older");
	const started: string[] = [];
	const create = async () => {
		started.push("newer");
		return "newer";
	};
	const refused = expect(generations.open("one", create)).rejects.toEqual(RESTARTING);
	letEnd();
	await refused;
	expect({ ended, started }).toEqual({ ended: ["older"], started: [] });
	expect(await generations.open("one", create)).toBe("newer");
});

test("a newer generation waits for an older one that is ending, which ends once", async () => {
	const { generations, ended, letEnd } = createGenerations();
	await generations.open("one", async () => "older");
	const ending = generations.end("one");
	const refused = expect(generations.open("one", async () => "newer")).rejects.toEqual(RESTARTING);
	const again = generations.end("one");
	expect(ended).toEqual([]);
	letEnd();
	await refused;
	expect([await ending, await again]).toEqual(["older", undefined]);
	expect(ended).toEqual(["older"]);
});

test("what never ends keeps nobody from the actor after a minute", async () => {
	vi.useFakeTimers();
	onTestFinished(() => void vi.useRealTimers());
	const { generations } = createGenerations();
	await generations.open("one", async () => "older");
	const ended = expect(generations.end("one")).rejects.toThrow("The end of the actor");
	await vi.advanceTimersByTimeAsync(60_000);
	await ended;
	expect(await generations.open("one", async () => "newer")).toBe("newer");
});

test("actors do not wait for each other", async () => {
	const { generations } = createGenerations();
	await generations.open("one", async () => "first");
	void generations.end("one");
	expect(await generations.open("other", async () => "second")).toBe("second");
});

test("what could not be opened is not held", async () => {
	const { generations } = createGenerations();
	const failed = generations.open("one", async () => {
		throw new Error("No disk");
	});
	await expect(failed).rejects.toThrow("No disk");
	expect(await generations.end("one")).toBeUndefined();
	expect(await generations.open("one", async () => "next")).toBe("next");
});

test("an actor that has lost its vars starts anew", () => {
	let restarts = 0;
	const sleep = () => void restarts++;
	expect(requireVars({ vars: "held", sleep })).toBe("held");
	expect(restarts).toBe(0);
	expect(() => requireVars({ vars: undefined, sleep })).toThrow(RESTARTING);
	expect(restarts).toBe(1);
	const closing = () => {
		throw new Error("The actor is closing");
	};
	expect(() => requireVars({ vars: undefined, sleep: closing })).toThrow(RESTARTING);
});

test.each([
	["Database is closed. This usually means a background timer is still running.", 2],
	["SQLite transaction coordinator is closed.", 2],
	["UNIQUE constraint failed: items.id", 0],
])("what a database fails with is passed on: %s", async (message, told) => {
	const fail = () => Promise.reject(new Error(message));
	let closed = 0;
	const broken = { execute: fail, transaction: fail, close: async () => undefined };
	const db = watchDatabase(broken as unknown as Parameters<typeof watchDatabase>[0], () => closed++);
	await expect(db.execute("SELECT 1")).rejects.toThrow(message);
	await expect(db.transaction(() => undefined)).rejects.toThrow(message);
	expect(closed).toBe(told);
});
