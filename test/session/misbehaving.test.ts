import { afterEach, describe, expect, test } from "vitest";
import { loadFactor } from "../harness/loadFactor.ts";
import { SessionBench, text } from "./SessionBench.ts";

let bench: SessionBench;

afterEach(async () => {
	await bench.stop();
	expect(bench.unhandledRejections).toEqual([]);
});

async function openOn(...flags: string[]) {
	bench = await SessionBench.start(flags.join(" "));
	return bench.open();
}

describe.each(["initialize", "session/new"])("in %s", (method) => {
	test("an exit fails the opening within a second", async () => {
		bench = await SessionBench.start(`--exit-in=${method}`);
		await expect(bench.open()).rejects.toMatchObject({ info: { code: "agent_exited", detail: "exit code 7" } });
		expect(await bench.sinceExit()).toBeLessThan(1_000 * loadFactor());
	});

	test("an agent that never responds fails the opening after the timeout", async () => {
		bench = await SessionBench.start(`--silent-in=${method}`);
		await expect(bench.open({ limits: { startTimeoutMs: 300 } })).rejects.toMatchObject({ info: { code: "timeout" } });
	});
});

describe("in a turn", () => {
	test("an exit fails the prompt within a second, after the last update", async () => {
		const { session, listener } = await openOn();
		const prompted = session.prompt(text("die"));
		await expect(prompted).rejects.toMatchObject({ info: { code: "agent_exited", detail: "exit code 7" } });
		expect(await bench.sinceExit()).toBeLessThan(1_000 * loadFactor());
		expect(listener.text).toBe("Goodbye");
		await listener.until(({ errors }) => errors.length > 0);
		expect(listener.errors).toMatchObject([{ code: "agent_exited" }]);
		await expect(session.prompt(text("echo"))).rejects.toMatchObject({ info: { code: "agent_exited" } });
	});

	test("an agent that closes its output while its process lives is detected, and the prompt fails", async () => {
		bench = await SessionBench.start();
		// Long enough for the first probe on a busy machine: an agent that does not answer it is not probed again.
		const { session, listener } = await bench.open({ limits: { agentSilenceTimeoutMs: 2_000 } });
		await session.prompt(text("echo"));
		await expect(session.prompt(text("close-stdout"))).rejects.toMatchObject({ info: { code: "agent_silent" } });
		await listener.until(({ errors }) => errors.length > 0);
	});

	test("an agent that is silent for long but answers probes is not interrupted", async () => {
		bench = await SessionBench.start();
		const { session } = await bench.open({ limits: { agentSilenceTimeoutMs: 100 } });
		await expect(session.prompt(text("slow 3000"))).resolves.toEqual({ stopReason: "end_turn" });
	});

	test("an agent that never answers probes is not considered dead", async () => {
		bench = await SessionBench.start("--silent-in=_workspace-chat/probe");
		const { session } = await bench.open({ limits: { agentSilenceTimeoutMs: 100 } });
		await expect(session.prompt(text("slow 3000"))).resolves.toEqual({ stopReason: "end_turn" });
	});

	test("a second response to the same prompt is ignored", async () => {
		const { session, listener } = await openOn();
		await expect(session.prompt(text("answer-twice"))).resolves.toEqual({ stopReason: "end_turn" });
		await expect(session.prompt(text("echo next"))).resolves.toEqual({ stopReason: "end_turn" });
		expect(listener.text).toBe('["echo next"]');
	});

	test("an update of a kind that ACP does not define is passed on unchanged", async () => {
		const { session, listener } = await openOn();
		await expect(session.prompt(text("invent session_dream"))).resolves.toEqual({ stopReason: "end_turn" });
		const update = { sessionUpdate: "session_dream", anything: [1, { of: "any shape" }] };
		expect(listener.events.map(({ payload }) => payload)).toContainEqual(
			expect.objectContaining({ method: "session/update", params: expect.objectContaining({ update }) }),
		);
	});

	test("an update of 3 MB arrives whole", async () => {
		const { session, listener } = await openOn();
		await expect(session.prompt(text("log 3000000"))).resolves.toEqual({ stopReason: "end_turn" });
		const sizes = listener.events.map(({ payload }) => JSON.stringify(payload).length);
		expect(Math.max(...sizes)).toBeGreaterThan(3_000_000);
	});

	test("each of 10,000 updates in a burst is received or counted as lost", async () => {
		const { session, listener } = await openOn();
		await expect(session.prompt(text("burst 10000"))).resolves.toEqual({ stopReason: "end_turn" });
		const received = listener.text.split(" ").length - 1;
		const lost = listener.lostUpdates.reduce((sum, gap) => sum + gap, 0);
		expect(received + lost).toBe(10_000);
	});

	test.each([
		{ code: -32603, message: "Internal error: API Error: 400 overflow" },
		{ code: -32603, message: "Internal error", data: { message: "overflow" } },
		{ code: -32603, message: "Internal error", data: { errorName: "overflow", agentStderr: "" } },
		{ code: 400, message: "overflow" },
	])("the detail of an error is the agent's own text, wherever it is: %j", async (error) => {
		const { session } = await openOn();
		const failing = session.prompt(text(`fail ${JSON.stringify(error)}`));
		const detail = expect.stringContaining("overflow");
		await expect(failing).rejects.toMatchObject({ info: { code: "agent_failed", detail } });
		await expect(session.prompt(text("echo"))).resolves.toEqual({ stopReason: "end_turn" });
	});
});

test("updates outside turns are received", async () => {
	const { session, listener } = await openOn();
	await session.prompt(text("later"));
	await listener.until(({ events }) => JSON.stringify(events.at(-1)).includes('"title":"Later"'));
});

test("two sessions on one server do not receive each other's permission requests", async () => {
	const ada = await openOn();
	const ben = await bench.open();
	const prompted = ada.session.prompt(text("ask"));
	await ada.listener.until(({ permissions }) => permissions.length === 1);
	await ben.session.prompt(text("echo"));
	expect(ben.listener.permissions).toEqual([]);
	await ada.session.answerPermission(ada.listener.permissions[0]?.permissionId ?? "", "yes");
	await expect(prompted).resolves.toEqual({ stopReason: "end_turn" });
});
