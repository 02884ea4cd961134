import { afterEach, expect, test } from "vitest";
import type { RecordingListener } from "./RecordingListener.ts";
import { SessionBench, text } from "./SessionBench.ts";

let bench: SessionBench;

afterEach(async () => {
	await bench.stop();
	expect(bench.unhandledRejections).toEqual([]);
});

/** Runs a turn, crashes the agent, and opens the session again. */
async function openAgain(flags: string, options: Parameters<SessionBench["open"]>[0] = {}) {
	bench = await SessionBench.start(flags, {}, "remembering");
	const first = await bench.open(options);
	await first.session.prompt(text("first"));
	await expect(first.session.prompt(text("die"))).rejects.toMatchObject({ info: { code: "agent_exited" } });
	return bench.open(options);
}

interface AgentMemory {
	/** The prompts that the agent itself remembers. */
	readonly remembered: readonly string[];
	readonly texts: readonly string[];
}

const lastMemory = ({ text }: RecordingListener): AgentMemory => JSON.parse(text);

test.each([
	["resume a session", "--resume"],
	["load a session", "--load"],
	["load a session, and repeats its past only after the response", "--load --replays-late"],
	["do both", "--resume --load"],
])("an agent that can %s is restored and does not get the history", async (_what, flags) => {
	const { session, listener } = await openAgain(flags);
	expect(session.origin).toBe("restored");
	expect(await session.prompt(text("second"))).toEqual({ stopReason: "end_turn" });
	expect(lastMemory(listener)).toEqual({ remembered: ["first"], texts: ["second"] });
	expect(listener.lostUpdates).toEqual([]);
});

test.each([
	["cannot", ""],
	["refuses", "--resume --refuses"],
	["does not respond", "--resume --hangs"],
])("an agent that %s gets the history once", async (_what, flags) => {
	const { session, listener } = await openAgain(flags, { limits: { requestTimeoutMs: 500 } });
	expect(session.origin).toBe("replayed");
	await session.prompt(text("second"));
	const { remembered, texts } = lastMemory(listener);
	expect(remembered).toEqual([]);
	expect(texts).toEqual([expect.stringContaining('"text":"first"'), "second"]);
	await session.prompt(text("third"));
	expect(listener.text.endsWith('"texts":["third"]}')).toBe(true);
});

test("an agent that crashes while restoring gets the history at the next opening", async () => {
	await expect(openAgain("--resume --crashes")).rejects.toMatchObject({ info: { code: "agent_exited" } });
	const { session } = await bench.open();
	expect(session.origin).toBe("replayed");
});

test("an agent that restores and then fails its first turn gets the history at the next opening", async () => {
	const { session, listener } = await openAgain("--load --fails-later");
	await expect(session.prompt(text("second"))).rejects.toMatchObject({ info: { code: "agent_failed" } });
	await listener.until(({ errors }) => errors.length > 0);
	const again = await bench.open();
	expect(again.session.origin).toBe("replayed");
	expect(await again.session.prompt(text("second"))).toEqual({ stopReason: "end_turn" });
});

test("the session of an old sandbox is not restored in a new one", async () => {
	bench = await SessionBench.start("--resume", {}, "remembering");
	const first = await bench.open({ sandbox: { ...bench.server.address, sandboxId: "old" } });
	await first.session.prompt(text("first"));
	await first.session.close();
	const sandbox = { ...bench.server.address, sandboxId: "new" };
	const { session } = await bench.open({ sandbox, sandboxId: "old" });
	expect(session).toMatchObject({ origin: "replayed", sandbox: { isReplacement: true } });
});

test("the session is restored after a crash of the server", async () => {
	bench = await SessionBench.start("--resume", {}, "remembering");
	const first = await bench.open();
	await first.session.prompt(text("first"));
	await bench.server.kill();
	await first.listener.until(({ errors }) => errors.length > 0);
	await bench.server.start();
	const { session, listener } = await bench.open();
	await session.prompt(text("second"));
	expect(lastMemory(listener)).toEqual({ remembered: ["first"], texts: ["second"] });
});
