import { afterEach, expect, test } from "vitest";
import type { RecordingListener } from "./RecordingListener.ts";
import { SessionBench, text } from "./SessionBench.ts";

let bench: SessionBench;

afterEach(async () => {
	await bench.stop();
	expect(bench.escaped).toEqual([]);
});

/** Asks something, loses the agent, and opens the session again. */
async function openAgain(flags: string, options: Parameters<SessionBench["open"]>[0] = {}) {
	bench = await SessionBench.start(flags, {}, "remembering");
	const first = await bench.open(options);
	await first.session.prompt(text("first"));
	await expect(first.session.prompt(text("die"))).rejects.toMatchObject({ info: { code: "agent_exited" } });
	return bench.open(options);
}

interface Told {
	/** What the agent itself remembers to have been asked. */
	readonly remembered: readonly string[];
	readonly texts: readonly string[];
}

const lastTold = ({ text }: RecordingListener): Told => JSON.parse(text);

test.each([
	["resume a session", "--resume"],
	["load a session", "--load"],
	["load a session, and tells its past only after its answer", "--load --tells-late"],
	["do both", "--resume --load"],
])("an agent that can %s remembers by itself, and nothing is told twice", async (_what, flags) => {
	const { session, listener } = await openAgain(flags);
	expect(session.origin).toBe("restored");
	expect(await session.prompt(text("second"))).toEqual({ stopReason: "end_turn" });
	expect(lastTold(listener)).toEqual({ remembered: ["first"], texts: ["second"] });
	expect(listener.gaps).toEqual([]);
});

test.each([
	["cannot", ""],
	["refuses", "--resume --refuses"],
	["does not answer", "--resume --hangs"],
])("an agent that %s is told what went before, once", async (_what, flags) => {
	const { session, listener } = await openAgain(flags, { limits: { requestTimeoutMs: 500 } });
	expect(session.origin).toBe("replayed");
	await session.prompt(text("second"));
	const { remembered, texts } = lastTold(listener);
	expect(remembered).toEqual([]);
	expect(texts).toEqual([expect.stringContaining('"text":"first"'), "second"]);
	await session.prompt(text("third"));
	expect(listener.text.endsWith('"texts":["third"]}')).toBe(true);
});

test("an agent that dies over its earlier session is told what went before the next time", async () => {
	await expect(openAgain("--resume --crashes")).rejects.toMatchObject({ info: { code: "agent_exited" } });
	const { session } = await bench.open();
	expect(session.origin).toBe("replayed");
});

test("an agent that says it is back but then knows nothing is told what went before the next time", async () => {
	const { session, listener } = await openAgain("--load --fails-later");
	await expect(session.prompt(text("second"))).rejects.toMatchObject({ info: { code: "agent_failed" } });
	await listener.until(({ faults }) => faults.length > 0);
	const again = await bench.open();
	expect(again.session.origin).toBe("replayed");
	expect(await again.session.prompt(text("second"))).toEqual({ stopReason: "end_turn" });
});

test("a new sandbox is not asked for the session of the old one", async () => {
	bench = await SessionBench.start("--resume", {}, "remembering");
	const first = await bench.open({ sandbox: { ...bench.server.address, sandboxId: "old" } });
	await first.session.prompt(text("first"));
	await first.session.close();
	const sandbox = { ...bench.server.address, sandboxId: "new" };
	const { session } = await bench.open({ sandbox, sandboxId: "old" });
	expect(session).toMatchObject({ origin: "replayed", sandbox: { isReplacement: true } });
});

test("a server that was killed and is back brings the session back", async () => {
	bench = await SessionBench.start("--resume", {}, "remembering");
	const first = await bench.open();
	await first.session.prompt(text("first"));
	await bench.server.kill();
	await first.listener.until(({ faults }) => faults.length > 0);
	await bench.server.start();
	const { session, listener } = await bench.open();
	await session.prompt(text("second"));
	expect(lastTold(listener)).toEqual({ remembered: ["first"], texts: ["second"] });
});
