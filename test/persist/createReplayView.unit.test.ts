import type { SessionEvent, SessionPersistDriver } from "sandbox-agent";
import { InMemorySessionPersistDriver } from "sandbox-agent";
import { expect, test } from "vitest";
import { createReplayView, SqliteSessionPersistDriver } from "../../actors/persist/index.ts";
import { MemoryDatabase } from "./MemoryDatabase.ts";
import { asked, said, sampleEvent, updated } from "./sampleEvents.ts";

const HISTORY = "Previous session history is replayed below as JSON-RPC envelopes.";

async function replay(
	events: readonly SessionEvent[],
	driver: SessionPersistDriver = newDriver(),
): Promise<SessionEvent[]> {
	for (const event of events) await driver.insertEvent("default", event);
	return (await createReplayView(driver).listEvents({ sessionId: "default" })).items;
}

const newDriver = () => new SqliteSessionPersistDriver({ db: new MemoryDatabase() });

const payloads = (events: readonly SessionEvent[]) => events.map(({ payload }) => JSON.stringify(payload)).join("\n");

test("an empty history is an empty page", async () => {
	expect(await replay([])).toEqual([]);
});

test("the chunks of a message are joined, with the last index of all events", async () => {
	const events = await replay([
		asked(1, "Hello"),
		said(2, "Good "),
		said(3, "morning"),
		sampleEvent(4, { id: 1, result: {} }),
	]);
	expect(events).toHaveLength(2);
	expect(payloads(events)).toContain("Good morning");
	expect(events.at(-1)?.eventIndex).toBe(4);
});

test("a tool call and its updates are joined, with the last status", async () => {
	const call = { sessionUpdate: "tool_call", toolCallId: "a", title: "Read notes", status: "pending" };
	const done = { sessionUpdate: "tool_call_update", toolCallId: "a", status: "completed" };
	const events = await replay([updated(1, call), said(2, "meanwhile"), updated(3, done)]);
	expect(events).toHaveLength(2);
	expect(payloads(events)).toContain('"title":"Read notes","status":"completed"');
});

test("a replayed history is not replayed again", async () => {
	const events = await replay([asked(1, `${HISTORY} …`, "What next?")]);
	expect(payloads(events)).toContain("What next?");
	expect(payloads(events)).not.toContain("Previous session");
});

test("of a long history the newest part is kept, as much as the SDK passes on", async () => {
	const turns = Array.from({ length: 400 }, (_, turn) => [
		asked(2 * turn, `ask ${turn};`),
		said(2 * turn + 1, `say ${turn};${"x".repeat(500)}`),
	]);
	const events = await replay(turns.flat());
	const lines = events.map(({ createdAt, sender, payload }) => JSON.stringify({ createdAt, sender, payload }));
	expect(lines.join("\n").length).toBeLessThan(11_700);
	expect(lines.join("\n").length).toBeGreaterThan(8_000);
	expect(payloads(events)).toContain("say 399;");
	expect(payloads(events)).not.toContain("say 0;");
});

test("the middle of a long text is left out, so that there is room for others", async () => {
	const events = await replay([asked(1, "Why?"), said(2, `begin${"x".repeat(50_000)}end`)]);
	expect(payloads(events)).toContain("Why?");
	expect(payloads(events)).toContain("begin");
	expect(payloads(events)).toContain("end");
});

test("a history without messages keeps its last index", async () => {
	const events = await replay([sampleEvent(7, { id: 1, result: {} })]);
	expect(events).toMatchObject([{ eventIndex: 7 }]);
});

test("a driver that can only be read from its start is supported", async () => {
	const events = await replay([asked(1, "Hello"), said(2, "Hi")], new InMemorySessionPersistDriver());
	expect(payloads(events)).toContain("Hello");
});
