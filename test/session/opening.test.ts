import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { SessionError } from "../../actors/errors/sessionErrors.ts";
import { loadFactor } from "../harness/loadFactor.ts";
import { SessionBench, text } from "./SessionBench.ts";

let bench: SessionBench;

afterEach(async () => {
	await bench.stop();
	expect(bench.unhandledRejections).toEqual([]);
});

async function expectOpeningError(options: Parameters<SessionBench["open"]>[0]): Promise<SessionError> {
	const error: unknown = await bench.open(options).catch((reason: unknown) => reason);
	if (!(error instanceof SessionError)) throw new Error("Opening did not fail as it should.", { cause: error });
	expect(JSON.stringify(error.info)).not.toContain(bench.server.address.token);
	return error;
}

test("a missing agent program is reported as not installed", async () => {
	bench = await SessionBench.start();
	await rm(join(bench.directory, "sandbox-agent"), { recursive: true });
	expect(await expectOpeningError({})).toMatchObject({ code: "agent_not_installed" });
});

test("an agent that the server does not know is reported as not installed", async () => {
	bench = await SessionBench.start();
	const error = await expectOpeningError({ agent: "nobody" });
	expect(error.info).toMatchObject({ code: "agent_not_installed", detail: "unsupported agent: nobody" });
	expect(error.info.hint).toContain("These can be installed: claude, codex, opencode");
});

test("an agent that exits at start fails the opening at once, not after the server's timeout", async () => {
	bench = await SessionBench.start("--exit-at-start");
	const startedAt = performance.now();
	expect(await expectOpeningError({})).toMatchObject({ code: "agent_exited" });
	expect(performance.now() - startedAt).toBeLessThan(5_000 * loadFactor());
});

test("an agent that sends nothing fails the opening after the timeout", async () => {
	bench = await SessionBench.start("--silent");
	expect(await expectOpeningError({ limits: { startTimeoutMs: 300 } })).toMatchObject({ code: "timeout" });
});

test("a server that does not answer is unreachable", async () => {
	bench = await SessionBench.start();
	await bench.server.kill();
	expect(await expectOpeningError({ limits: { healthTimeoutMs: 300 } })).toMatchObject({ code: "sandbox_unreachable" });
});

test("a wrong token fails at once, with an error that does not contain it", async () => {
	bench = await SessionBench.start();
	const error = await expectOpeningError({ sandbox: { ...bench.server.address, token: "another-token" } });
	expect(error.info).toMatchObject({ code: "sandbox_unreachable", hint: expect.stringContaining("token") });
	expect(JSON.stringify(error.info)).not.toContain("another-token");
});

test("an aborted opening ends at once", async () => {
	bench = await SessionBench.start("--silent");
	const controller = new AbortController();
	const failing = expectOpeningError({ signal: controller.signal });
	controller.abort();
	expect(await failing).toMatchObject({ code: "closed" });
});

test("another agent is opened in the same session", async () => {
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
