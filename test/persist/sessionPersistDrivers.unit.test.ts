import type { SessionPersistDriver } from "sandbox-agent";
import { describe, expect, test } from "vitest";
import { RivetSessionPersistDriver, SqliteSessionPersistDriver } from "../../actors/persist/index.ts";
import { MemoryDatabase } from "./MemoryDatabase.ts";
import { sampleEvent, sampleSession } from "./sampleEvents.ts";

const drivers: readonly [string, () => SessionPersistDriver][] = [
	["SqliteSessionPersistDriver", () => new SqliteSessionPersistDriver({ db: new MemoryDatabase() })],
	["RivetSessionPersistDriver", () => new RivetSessionPersistDriver({ state: {} })],
];

describe.each(drivers)("%s", (_name, createDriver) => {
	test("a session that was never stored is undefined", async () => {
		expect(await createDriver().getSession("default")).toBeUndefined();
	});

	test("stored and returned values are copies", async () => {
		const driver = createDriver();
		const session = { ...sampleSession("default"), sessionInit: { cwd: "/work", mcpServers: [] } };
		const event = sampleEvent(1, { method: "session/update", params: { nested: { value: 1 } } });
		await driver.updateSession(session);
		await driver.insertEvent("default", event);
		session.sessionInit.cwd = "/changed";
		Reflect.set(event.payload, "method", "changed");
		const read = await driver.getSession("default");
		if (read?.sessionInit) read.sessionInit.cwd = "/changed too";
		expect(await driver.getSession("default")).toMatchObject({ sessionInit: { cwd: "/work" } });
		const { items } = await driver.listEvents({ sessionId: "default" });
		expect(items[0]?.payload).toMatchObject({ method: "session/update", params: { nested: { value: 1 } } });
	});

	test("storing a session again replaces it", async () => {
		const driver = createDriver();
		await driver.updateSession(sampleSession("default"));
		await driver.updateSession({ ...sampleSession("default"), agent: "claude" });
		expect((await driver.listSessions()).items).toEqual([{ ...sampleSession("default"), agent: "claude" }]);
	});

	test("sessions are ordered by creation, then by id, in pages", async () => {
		const driver = createDriver();
		for (const [id, createdAt] of [
			["c", 1],
			["b", 2],
			["a", 2],
			["d", 0],
		] as const) {
			await driver.updateSession(sampleSession(id, createdAt));
		}
		const first = await driver.listSessions({ limit: 3 });
		expect(first.items.map(({ id }) => id)).toEqual(["d", "c", "a"]);
		const second = await driver.listSessions({ limit: 3, cursor: first.nextCursor ?? "" });
		expect(second.items.map(({ id }) => id)).toEqual(["b"]);
		expect(second.nextCursor).toBeUndefined();
	});

	test("events are ordered by index, then by id, a hundred per page by default", async () => {
		const driver = createDriver();
		for (let index = 250; index > 1; index--) await driver.insertEvent("default", sampleEvent(index));
		await driver.insertEvent("default", sampleEvent(1, {}, "agent", "b"));
		await driver.insertEvent("default", sampleEvent(1, {}, "agent", "a"));
		await driver.insertEvent("other", sampleEvent(1, {}, "agent", "other"));
		const ids: string[] = [];
		const sizes: number[] = [];
		let cursor: string | undefined;
		do {
			const page = await driver.listEvents({ sessionId: "default", ...(cursor ? { cursor } : {}) });
			ids.push(...page.items.map(({ id }) => id));
			sizes.push(page.items.length);
			cursor = page.nextCursor;
		} while (cursor);
		expect(sizes).toEqual([100, 100, 51]);
		expect(ids.slice(0, 3)).toEqual(["a", "b", "event-2"]);
		expect(ids.at(-1)).toBe("event-250");
	});

	test("an invalid cursor means the first page", async () => {
		const driver = createDriver();
		await driver.insertEvent("default", sampleEvent(1));
		expect((await driver.listEvents({ sessionId: "default", cursor: "nonsense" })).items).toHaveLength(1);
	});
});
