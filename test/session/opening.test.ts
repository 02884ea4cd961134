import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { SessionError } from "../../actors/errors/sessionErrors.ts";
import { SessionBench, text } from "./SessionBench.ts";

let bench: SessionBench;

afterEach(async () => {
	await bench.stop();
	expect(bench.escaped).toEqual([]);
});

async function openingFails(options: Parameters<SessionBench["open"]>[0]): Promise<SessionError> {
	const error: unknown = await bench.open(options).catch((reason: unknown) => reason);
	if (!(error instanceof SessionError)) throw new Error("Opening did not fail as it should.", { cause: error });
	expect(JSON.stringify(error.info)).not.toContain(bench.server.address.token);
	return error;
}

test("an agent whose program is missing is not installed", async () => {
	bench = await SessionBench.start();
	await rm(join(bench.directory, "sandbox-agent"), { recursive: true });
	expect(await openingFails({})).toMatchObject({ code: "agent_not_installed" });
});

test("an agent that the server has never heard of is not installed", async () => {
	bench = await SessionBench.start();
	const error = await openingFails({ agent: "nobody" });
	expect(error.info).toMatchObject({ code: "agent_not_installed", detail: "unsupported agent: nobody" });
});

test("an agent that exits at once fails the opening at once, not when the server has waited long enough", async () => {
	bench = await SessionBench.start("--exit-at-start");
	const startedAt = performance.now();
	expect(await openingFails({})).toMatchObject({ code: "agent_exited" });
	expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test("an agent that never says a word fails the opening when its time is over", async () => {
	bench = await SessionBench.start("--silent");
	expect(await openingFails({ limits: { startTimeoutMs: 300 } })).toMatchObject({ code: "timeout" });
});

test("a server that does not answer is unreachable", async () => {
	bench = await SessionBench.start();
	await bench.server.kill();
	expect(await openingFails({ limits: { healthTimeoutMs: 300 } })).toMatchObject({ code: "sandbox_unreachable" });
});

test("a wrong token is told at once, without the token", async () => {
	bench = await SessionBench.start();
	const error = await openingFails({ sandbox: { ...bench.server.address, token: "another-token" } });
	expect(error.info).toMatchObject({ code: "sandbox_unreachable", hint: expect.stringContaining("token") });
	expect(JSON.stringify(error.info)).not.toContain("another-token");
});

test("an opening that nobody wants any more ends at once", async () => {
	bench = await SessionBench.start("--silent");
	const controller = new AbortController();
	const failing = openingFails({ signal: controller.signal });
	controller.abort();
	expect(await failing).toMatchObject({ code: "closed" });
});

test("an agent that was exchanged for another is opened in the same session", async () => {
	bench = await SessionBench.start();
	const first = await bench.open();
	await first.session.prompt(text("echo"));
	await first.session.close();
	const record = await bench.persist.getSession("default");
	if (record) await bench.persist.updateSession({ ...record, agent: "claude" });
	const { session } = await bench.open();
	expect(session.origin).toBe("replayed");
	expect(await bench.persist.getSession("default")).toMatchObject({ agent: "mock" });
});
