import { afterEach, expect, test } from "vitest";
import { PromptNotDeliveredError, SessionError } from "../../actors/errors/sessionErrors.ts";
import { scriptedProvider } from "../sandbox/scriptedProvider.ts";
import { SessionBench, text } from "./SessionBench.ts";

let bench: SessionBench;

afterEach(async () => {
	await bench.stop();
	expect(bench.unhandledRejections).toEqual([]);
});

test("a prompt to a server that is gone, and every later one, is known not to be delivered", async () => {
	bench = await SessionBench.start();
	const { session, listener } = await bench.open();
	await bench.server.kill();
	const failed = await session.prompt(text("echo")).catch((error: unknown) => error);
	expect(failed).toBeInstanceOf(PromptNotDeliveredError);
	expect(failed).toMatchObject({ info: { code: "sandbox_unreachable" } });
	await session.over;
	expect(listener.errors).toMatchObject([{ code: "sandbox_unreachable" }]);
	await expect(session.prompt(text("echo"))).rejects.toBeInstanceOf(PromptNotDeliveredError);
});

test("a prompt to a server that has restarted is known not to be delivered", async () => {
	bench = await SessionBench.start();
	const { session } = await bench.open();
	await bench.server.kill();
	await bench.server.start();
	await expect(session.prompt(text("echo"))).rejects.toBeInstanceOf(PromptNotDeliveredError);
	await session.over;
});

test("a prompt that is on its way when the event stream is lost is waited for, and not delivered if it is refused", async () => {
	bench = await SessionBench.start();
	const refuse = Promise.withResolvers<void>();
	const sending = Promise.withResolvers<void>();
	const slowToRefuse: typeof fetch = async (input, init) => {
		if (!String(init?.body).includes('"session/prompt"')) return fetch(input, init);
		sending.resolve();
		await refuse.promise;
		throw new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "UND_ERR_CONNECT_TIMEOUT" }) });
	};
	const { baseUrl, token } = bench.server.address;
	const sandbox = scriptedProvider(baseUrl, token, { getFetch: async () => slowToRefuse });
	const { session, listener } = await bench.open({ sandbox });
	const prompted = session.prompt(text("echo"));
	prompted.catch(() => undefined);
	await sending.promise;
	await bench.server.kill();
	expect(listener.errors).toEqual([]);
	refuse.resolve();
	await expect(prompted).rejects.toBeInstanceOf(PromptNotDeliveredError);
	await listener.until(({ errors }) => errors.length > 0);
});

test("a prompt that has reached the agent may have been delivered, whatever happens then", async () => {
	bench = await SessionBench.start();
	const { session, listener } = await bench.open();
	const prompted = session.prompt(text("ask"));
	prompted.catch(() => undefined);
	await listener.until(({ permissions }) => permissions.length > 0);
	await bench.server.kill();
	const failed = await prompted.catch((error: unknown) => error);
	expect(failed).toBeInstanceOf(SessionError);
	expect(failed).not.toBeInstanceOf(PromptNotDeliveredError);
});

test("a prompt that is too large is refused for good", async () => {
	bench = await SessionBench.start();
	const { session } = await bench.open();
	const failed = await session.prompt(text("x".repeat(30_000_000))).catch((error: unknown) => error);
	expect(failed).not.toBeInstanceOf(PromptNotDeliveredError);
	expect(failed).toMatchObject({ info: { code: "prompt_too_long" } });
});
