import { afterEach, expect, test } from "vitest";
import { SqliteSessionPersistDriver } from "../../actors/persist/index.ts";
import type { AgentScript } from "../agents/installScriptedAgent.ts";
import { MemoryDatabase } from "../persist/MemoryDatabase.ts";
import { asked, said } from "../persist/sampleEvents.ts";
import { SessionBench, text } from "./SessionBench.ts";

let bench: SessionBench;

afterEach(async () => {
	await bench.stop();
	expect(bench.unhandledRejections).toEqual([]);
});

/** The number of event queries that opening a session takes, with this many events stored. */
async function readsToOpen(events: number, script: AgentScript, flags: string): Promise<number> {
	const db = new MemoryDatabase();
	const persist = new SqliteSessionPersistDriver({ db });
	bench = await SessionBench.start(flags, {}, script);
	const first = await bench.open({ persist });
	await first.session.prompt(text("first"));
	await first.session.close();
	for (let index = 10; index < events; index += 2) {
		await persist.insertEvent("default", asked(index, `ask ${index};`));
		await persist.insertEvent("default", said(index + 1, `say ${index};`));
	}
	await persist.flush();
	db.statements.length = 0;
	const { session, listener } = await bench.open({ persist });
	await session.prompt(text("echo"));
	expect(JSON.stringify(listener.text)).toContain(session.origin === "replayed" ? `say ${events - 2};` : "first");
	return db.statements.filter((statement) => /FROM session_events/.test(statement)).length;
}

test("preparing the history reads as few pages of 100,000 events as of 3,000", async () => {
	const few = await readsToOpen(3_000, "scripted", "");
	await bench.stop();
	expect(few).toBeLessThanOrEqual(12);
	expect(await readsToOpen(100_000, "scripted", "")).toBe(few);
});

test("for an agent that restores its session only the last event is read", async () => {
	expect(await readsToOpen(100_000, "remembering", "--resume")).toBeLessThanOrEqual(2);
});
