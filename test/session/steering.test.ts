import { afterEach, expect, test } from "vitest";
import { PromptNotDeliveredError, SessionError } from "../../actors/errors/sessionErrors.ts";
import { SessionBench, text } from "./SessionBench.ts";

let bench: SessionBench;

afterEach(async () => {
	await bench.stop();
	expect(bench.unhandledRejections).toEqual([]);
});

/** A session whose agent waits in its turn to be steered. */
async function openWaiting(flag: string) {
	bench = await SessionBench.start(flag);
	const opened = await bench.open({ limits: { requestTimeoutMs: 2_000 } });
	opened.session.prompt(text("wait")).catch(() => undefined);
	await opened.listener.until((listener) => listener.text === "waiting");
	return opened;
}

test("a prompt that the agent takes and does not confirm may have been delivered", async () => {
	const { session, listener } = await openWaiting("--steers=silent");
	const failed = await session.steer(text("one")).catch((error: unknown) => error);
	expect(failed).toBeInstanceOf(SessionError);
	expect(failed).not.toBeInstanceOf(PromptNotDeliveredError);
	expect(listener.text).toContain("steered: one");
});

test("a prompt that the agent refuses was ignored", async () => {
	const { session } = await openWaiting("--steers=refuse");
	expect(await session.steer(text("one"))).toBe(false);
});

test("a prompt to a server that is gone was not delivered, and neither was a later one", async () => {
	const { session } = await openWaiting("--steers");
	await bench.server.kill();
	await session.over;
	await expect(session.steer(text("one"))).rejects.toBeInstanceOf(PromptNotDeliveredError);
});

test("a prompt that is too large was not sent", async () => {
	const { session } = await openWaiting("--steers");
	await expect(session.steer(text("x".repeat(30_000_000)))).rejects.toBeInstanceOf(PromptNotDeliveredError);
});
