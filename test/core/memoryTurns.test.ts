import { expect, test } from "vitest";
import { createWorkspaceStore } from "../../src/core/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { until } from "../contract/until.ts";

test("the cost of an in-memory turn is the increase of its session's total", async () => {
	let amount = 0;
	const workspace = createMemoryWorkspace({
		onPrompt(_, agent) {
			amount += 0.25;
			agent.setSession({ usage: { used: 1, size: 10, cost: { amount, currency: "USD" } } });
		},
	});
	const connect = workspace.connect({ userId: "ada", name: "Ada" });
	const store = createWorkspaceStore({ workspaceId: "acme/site", connect, storage: null });
	const stop = store.start();
	await store.prompt("one");
	await store.prompt("two");
	const costs = () =>
		[...store.get().items.values()].map((item) => (item.kind === "prompt" ? item.result?.usage?.cost?.amount : null));
	const areKnown = () => costs().length === 2 && costs().every((cost) => cost !== undefined);
	await until(store.subscribe, areKnown, "the cost of both turns");
	expect(costs()).toEqual([0.25, 0.25]);
	stop();
});
