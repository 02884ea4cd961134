import { beforeEach, expect, test } from "vitest";
import { SqliteSessionPersistDriver } from "../../actors/persist/index.ts";
import { MemoryDatabase } from "./MemoryDatabase.ts";
import { sampleEvent, sampleSession } from "./sampleEvents.ts";

let db: MemoryDatabase;
let driver: SqliteSessionPersistDriver;

beforeEach(() => {
	db = new MemoryDatabase();
	driver = new SqliteSessionPersistDriver({ db });
});

async function insert(first: number, count: number, text = ""): Promise<void> {
	for (let index = first; index < first + count; index++) {
		await driver.insertEvent("default", sampleEvent(index, { method: "session/update", params: { text } }));
	}
}

const store = () => db.transaction((tx) => driver.store(tx));

test("inserting an event does not touch the database", async () => {
	await insert(1, 100);
	expect(db.statements).toEqual([]);
});

test("buffered events are written in the caller's transaction, many rows per statement", async () => {
	await insert(1, 300);
	await store();
	expect(db.count()).toBe(300);
	expect(db.statements.filter((statement) => statement.startsWith("INSERT"))).toHaveLength(2);
});

test("events of a transaction that failed are written by the next", async () => {
	await insert(1, 10);
	db.failsNextCommit = true;
	await expect(store()).rejects.toThrow("The disk is full.");
	expect(db.count()).toBe(0);
	await insert(11, 1);
	await store();
	expect(db.count()).toBe(11);
});

test("what cannot be stored is counted, and no longer once it is stored", async () => {
	await insert(1, 10, "x".repeat(1_000));
	const bytes = driver.bufferedBytes;
	expect(bytes).toBeGreaterThan(10_000);
	db.failsNextCommit = true;
	await expect(store()).rejects.toThrow("The disk is full.");
	expect(driver.bufferedBytes).toBe(bytes);
	await store();
	// The next transaction finds that the last one was committed.
	await store();
	expect(driver.bufferedBytes).toBe(0);
});

test("no transaction exceeds the size of a commit, and every event is written", async () => {
	await insert(1, 10, "x".repeat(300_000));
	await store();
	await driver.flush();
	expect(db.count()).toBe(10);
	expect(db.transactionBytes[0]).toBeLessThan(400_100);
	expect(Math.max(...db.transactionBytes)).toBeLessThan(1_000_500);
});

test("an event over 1 MB is truncated, with a mark", async () => {
	await driver.insertEvent(
		"default",
		sampleEvent(1, { method: "session/update", params: { text: "é".repeat(2_000_000) } }),
	);
	const [event] = (await driver.listEvents({ sessionId: "default" })).items;
	const json = JSON.stringify(event);
	expect(Buffer.byteLength(json)).toBeLessThanOrEqual(1_000_000);
	expect(json).toContain("[truncated, 2000000 characters]");
});

test("an event of a million small values keeps its method only", async () => {
	const params = { values: Array.from({ length: 1_000_000 }, (_, index) => index) };
	await driver.insertEvent("default", sampleEvent(1, { method: "session/update", params }));
	const [event] = (await driver.listEvents({ sessionId: "default" })).items;
	expect(event?.payload).toMatchObject({ method: "session/update", params: { truncated: true } });
});

test("the newest events are read from the end and returned oldest first", async () => {
	await insert(1, 1_000);
	const newest = await driver.listNewestEvents("default", 450);
	expect(newest.map(({ eventIndex }) => eventIndex)).toEqual(Array.from({ length: 450 }, (_, index) => 551 + index));
});

test("another driver on the same database finds the session and its events", async () => {
	await driver.updateSession(sampleSession("default"));
	await insert(1, 3);
	await driver.flush();
	const other = new SqliteSessionPersistDriver({ db });
	expect(await other.getSession("default")).toEqual(sampleSession("default"));
	expect((await other.listEvents({ sessionId: "default" })).items).toHaveLength(3);
});

test("storing one event takes the same statements after 20,000 events as after none", async () => {
	const statementsOfOne = async (index: number) => {
		db.statements.length = 0;
		await insert(index, 1);
		await store();
		return db.statements.length;
	};
	await insert(1, 1);
	await store();
	const early = await statementsOfOne(2);
	await insert(3, 20_000);
	await driver.flush();
	expect(await statementsOfOne(20_003)).toBe(early);
});
