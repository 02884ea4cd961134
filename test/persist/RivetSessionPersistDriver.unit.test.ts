import { expect, test } from "vitest";
import { type RivetPersistState, RivetSessionPersistDriver } from "../../actors/persist/index.ts";
import { sampleEvent, sampleSession } from "./sampleEvents.ts";

test("its data is in the state, under the guide's key", async () => {
	const context: { state: Partial<RivetPersistState> } = { state: {} };
	const driver = new RivetSessionPersistDriver(context);
	await driver.updateSession(sampleSession("default"));
	expect(context.state._sandboxAgentPersist?.sessions.default).toEqual(sampleSession("default"));
});

test("another key can be used, and its data is found again", async () => {
	const context = { state: {} };
	await new RivetSessionPersistDriver(context, { stateKey: "agent" }).insertEvent("default", sampleEvent(1));
	const again = new RivetSessionPersistDriver(context, { stateKey: "agent" });
	expect((await again.listEvents({ sessionId: "default" })).items).toEqual([sampleEvent(1)]);
});

test("it refuses more events before the state exceeds what Rivet stores, and names the driver that accepts them", async () => {
	const driver = new RivetSessionPersistDriver({ state: {} });
	const big = (index: number) =>
		sampleEvent(index, { method: "session/update", params: { text: "é".repeat(150_000) } });
	await driver.insertEvent("default", big(1));
	await driver.insertEvent("default", big(2));
	await driver.insertEvent("default", big(3));
	await expect(driver.insertEvent("default", big(4))).rejects.toMatchObject({
		code: "storage_full",
		message: expect.stringContaining("SqliteSessionPersistDriver"),
	});
	expect((await driver.listEvents({ sessionId: "default" })).items).toHaveLength(3);
	await driver.insertEvent("default", sampleEvent(5));
});

test("other data in the state counts too", async () => {
	const driver = new RivetSessionPersistDriver({ state: { notes: "x".repeat(999_900) } });
	await expect(driver.insertEvent("default", sampleEvent(1))).rejects.toMatchObject({ code: "storage_full" });
});

test("storing the same session repeatedly does not use up the budget", async () => {
	const driver = new RivetSessionPersistDriver({ state: {} });
	const session = { ...sampleSession("default"), agentSessionId: "x".repeat(100_000) };
	for (let time = 0; time < 50; time++) await driver.updateSession(session);
	expect(await driver.getSession("default")).toEqual(session);
});

test("a key with other data is not overwritten, and the error names it", async () => {
	const driver = new RivetSessionPersistDriver({ state: { notes: "mine" } }, { stateKey: "notes" });
	await expect(driver.getSession("default")).rejects.toThrow("c.state.notes");
});
