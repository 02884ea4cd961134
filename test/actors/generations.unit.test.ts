import { expect, onTestFinished, test, vi } from "vitest";
import { maskInternalErrors } from "../../actors/actions/actionHandler.ts";
import { watchDatabase } from "../../actors/database/watchDatabase.ts";
import { Generations, requireVars } from "../../actors/lifecycle/Generations.ts";

const STOPPING = expect.objectContaining({ group: "actor", code: "stopping" });

/** What is held ends when a test says so. */
function createGenerations() {
	const ended: string[] = [];
	const { promise: mayEnd, resolve: letEnd } = Promise.withResolvers<void>();
	const generations = new Generations<string>(async (held) => {
		await mayEnd;
		ended.push(held);
	});
	let earlier = 0;
	const open = (create: () => Promise<string>, actorId = "one") =>
		generations.open(actorId, create, () => void earlier++);
	const end = (actorId = "one") => generations.end(actorId);
	const find = () => generations.find("one");
	return { open, end, find, ended, letEnd, countEarlier: () => earlier };
}

test("a newer generation ends the older one and starts only after it", async () => {
	const { open, ended, letEnd, countEarlier } = createGenerations();
	await open(async () => "older");
	expect(countEarlier()).toBe(0);
	const started: string[] = [];
	const create = async () => {
		started.push("newer");
		return "newer";
	};
	const refused = expect(open(create)).rejects.toEqual(STOPPING);
	letEnd();
	await refused;
	expect({ ended, started, earlier: countEarlier() }).toEqual({ ended: ["older"], started: [], earlier: 1 });
	expect(await open(create)).toBe("newer");
});

test("a newer generation waits for an older one that is ending, which ends once", async () => {
	const { open, end, find, ended, letEnd } = createGenerations();
	await open(async () => "older");
	const ending = end();
	const refused = expect(open(async () => "newer")).rejects.toEqual(STOPPING);
	const again = end();
	expect([ended, find()]).toEqual([[], "older"]);
	letEnd();
	await Promise.all([refused, ending, again]);
	expect([ended, find()]).toEqual([["older"], undefined]);
});

test("what takes too long to end is not waited for by a start, and after 20 s keeps nobody from the actor", async () => {
	vi.useFakeTimers();
	onTestFinished(() => void vi.useRealTimers());
	const { open, end } = createGenerations();
	await open(async () => "older");
	const ended = expect(end()).rejects.toThrow("The end of the actor");
	const start = expect(open(async () => "newer")).rejects.toThrow("The end of the actor");
	await vi.advanceTimersByTimeAsync(4_000);
	await start;
	await vi.advanceTimersByTimeAsync(16_000);
	await ended;
	expect(await open(async () => "newer")).toBe("newer");
});

test("a start that another one has overtaken closes what it has opened", async () => {
	const { open, find, ended, letEnd } = createGenerations();
	letEnd();
	const { promise, resolve } = Promise.withResolvers<string>();
	const late = expect(open(() => promise)).rejects.toEqual(STOPPING);
	expect(await open(async () => "current")).toBe("current");
	resolve("late");
	await late;
	expect([ended, find()]).toEqual([["late"], "current"]);
});

test("actors do not wait for each other", async () => {
	const { open, end, letEnd } = createGenerations();
	await open(async () => "first");
	const ending = end();
	expect(await open(async () => "second", "other")).toBe("second");
	letEnd();
	await ending;
});

test("what could not be opened is not held", async () => {
	const { open, find } = createGenerations();
	const failed = open(async () => {
		throw new Error("No disk");
	});
	await expect(failed).rejects.toThrow("No disk");
	expect(find()).toBeUndefined();
	expect(await open(async () => "next")).toBe("next");
});

test("an actor that has lost its vars starts again", () => {
	let restarts = 0;
	const sleep = () => void restarts++;
	expect(requireVars({ vars: "held", sleep })).toBe("held");
	expect(restarts).toBe(0);
	expect(() => requireVars({ vars: undefined, sleep })).toThrow(STOPPING);
	expect(restarts).toBe(1);
	const closing = () => {
		throw new Error("The actor is closing");
	};
	expect(() => requireVars({ vars: undefined, sleep: closing })).toThrow(STOPPING);
});

test.each([
	["Database is closed. This usually means a background timer is still running.", 1],
	["SQLite transaction coordinator is closed.", 1],
	["SQLite database is closed.", 1],
	["UNIQUE constraint failed: items.id", 0],
])("what a database fails with is passed on, and that it is closed is reported once: %s", async (message, reports) => {
	const fail = () => Promise.reject(new Error(message));
	let closed = 0;
	const broken = { execute: fail, transaction: fail, close: async () => undefined };
	const db = watchDatabase(broken as unknown as Parameters<typeof watchDatabase>[0], () => closed++);
	await expect(db.execute("SELECT 1")).rejects.toThrow(message);
	await expect(db.transaction(() => undefined)).rejects.toThrow(message);
	expect(closed).toBe(reports);
});

test("a call that finds the database closed can be repeated, and any other failure is final", async () => {
	const run = (message: string) =>
		maskInternalErrors(
			() => undefined,
			"prompt",
			() => Promise.reject(new Error(message)),
		);
	await expect(run("Database is closed.")).rejects.toEqual(STOPPING);
	await expect(run("No such table")).rejects.toMatchObject({ group: "user", code: "internal" });
});
