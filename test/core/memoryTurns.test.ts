import { expect, test } from "vitest";
import { createWorkspaceStore } from "../../src/core/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { endedPrompt } from "../contract/seen.ts";
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

test("the result of a turn in memory counts the lines that its completed tool calls changed", async () => {
	const workspace = createMemoryWorkspace({
		onPrompt(_, agent) {
			const diff = { type: "diff", path: "a.ts", oldText: "one\n", newText: "one\ntwo\nthree\n" } as const;
			agent.callTool({ toolCallId: "1", toolKind: "edit", status: "completed", content: [diff] });
			agent.callTool({ toolCallId: "2", toolKind: "edit", status: "failed", locations: [{ path: "b.ts" }] });
			agent.callTool({ toolCallId: "3", toolKind: "execute", status: "completed" });
		},
	});
	const connect = workspace.connect({ userId: "ada", name: "Ada" });
	const store = createWorkspaceStore({ workspaceId: "acme/site", connect, storage: null });
	const stop = store.start();
	const { promptId } = await store.prompt("one");
	const prompt = await until(store.subscribe, () => endedPrompt(store.get(), promptId), "the turn to end");
	expect(prompt.result).toMatchObject({
		files: [{ path: "a.ts", added: 2, removed: 0 }],
		toolCalls: 3,
		commands: 1,
	});
	stop();
});
