import { afterEach, beforeEach, expect, test } from "vitest";
import { waitFor } from "../harness/waitFor.ts";
import { InterruptingProxy, type PromptInterruption } from "./InterruptingProxy.ts";
import { SessionBench, text } from "./SessionBench.ts";

let bench: SessionBench;
let proxy: InterruptingProxy | undefined;

beforeEach(async () => {
	bench = await SessionBench.start();
});

afterEach(async () => {
	await bench.stop();
	await proxy?.stop();
	expect(bench.unhandledRejections).toEqual([]);
});

async function openProxied() {
	proxy = await InterruptingProxy.start(bench.server.address.baseUrl);
	const sandbox = { ...bench.server.address, baseUrl: proxy.baseUrl };
	return { proxy, ...(await bench.open({ sandbox })) };
}

test.for<PromptInterruption>(["reset", "gateway-timeout"])(
	"a turn continues when its request is cut off on the way (%s)",
	async (interruption) => {
		const { session, listener, proxy } = await openProxied();
		const prompted = session.prompt(text("slow 1500"));
		await listener.until(() => listener.text !== "");
		expect(proxy.openPrompts).toBe(1);
		proxy.interruptPrompts(interruption);
		await expect(prompted).resolves.toEqual({ stopReason: "end_turn" });
		expect(listener.text).toBe("tick ".repeat(5));
		await expect(session.prompt(text("burst 1"))).resolves.toEqual({ stopReason: "end_turn" });
		expect(listener.errors).toEqual([]);
	},
);

test("an event stream that breaks repeatedly loses and repeats nothing", async () => {
	const { session, listener, proxy } = await openProxied();
	const prompted = session.prompt(text("slow 1500"));
	for (const ticks of [1, 2, 3]) {
		await listener.until(() => listener.text.length >= ticks * 5);
		proxy.interruptStreams();
	}
	await expect(prompted).resolves.toEqual({ stopReason: "end_turn" });
	expect(listener.text).toBe("tick ".repeat(5));
	expect(listener.lostUpdates).toEqual([]);
	expect(proxy.openedStreams).toBeGreaterThanOrEqual(4);
});

test("a prompt that is cut off before it can have arrived fails", async () => {
	const { session, proxy } = await openProxied();
	const prompted = session.prompt(text("ignore-cancel"));
	const failed = expect(prompted).rejects.toMatchObject({ info: { code: "sandbox_unreachable" } });
	await waitFor(() => proxy.openPrompts === 1, "the prompt to be on its way");
	proxy.interruptPrompts("reset");
	await failed;
});
