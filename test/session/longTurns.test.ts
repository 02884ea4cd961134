import { afterEach, describe, expect, test } from "vitest";
import { scriptedProvider } from "../sandbox/scriptedProvider.ts";
import { fetchWithPromptTimeout } from "./fetchWithPromptTimeout.ts";
import { SessionBench, text } from "./SessionBench.ts";

let bench: SessionBench;

afterEach(async () => {
	await bench.stop();
	expect(bench.unhandledRejections).toEqual([]);
});

/** The real limits are 120 s in the server and 300 s in Node's `fetch`; `npm run test:long` tests those. */
const LIMIT_MS = 700;

async function openWithServerLimit() {
	bench = await SessionBench.start("", { SANDBOX_AGENT_ACP_REQUEST_TIMEOUT_MS: String(LIMIT_MS) });
	return bench.open();
}

async function openWithFetchLimit() {
	bench = await SessionBench.start();
	const { baseUrl, token } = bench.server.address;
	const sandbox = scriptedProvider(baseUrl, token, { getFetch: async () => fetchWithPromptTimeout(LIMIT_MS) });
	return bench.open({ sandbox });
}

describe.each([
	["the server's own limit", openWithServerLimit],
	["the limit of fetch", openWithFetchLimit],
])("with a turn longer than %s", (_limit, open) => {
	test("the turn and the next one end normally", async () => {
		const { session, listener } = await open();
		for (const turn of [1, 2]) {
			await expect(session.prompt(text("slow 2500"))).resolves.toEqual({ stopReason: "end_turn" });
			expect(listener.text).toBe("tick ".repeat(5 * turn));
		}
		expect(listener.errors).toEqual([]);
	});

	test("a late answer to a permission request reaches the agent", async () => {
		const { session, listener } = await open();
		const prompted = session.prompt(text("slow-ask 1500"));
		await listener.until(({ text }) => text === "tick ".repeat(5));
		const [permission] = listener.permissions;
		await session.answerPermission(permission?.permissionId ?? "", "yes");
		await expect(prompted).resolves.toEqual({ stopReason: "end_turn" });
		expect(listener.text).toContain('"optionId":"yes"');
		expect(listener.errors).toEqual([]);
	});
});
