import { expect, test } from "vitest";
import { describeAccess } from "../contract/accessContract.ts";
import { startMemoryHarness } from "../contract/memoryHarness.ts";
import { BEN, createTestStore, startStore } from "./startStore.ts";

describeAccess("in memory", startMemoryHarness);

test("a viewer may neither prompt nor destroy an in-memory workspace", async () => {
	const { clock, workspace } = await startStore();
	const store = createTestStore({ connect: workspace.connect({ ...BEN, role: "viewer" }), clock });
	const stop = store.start();
	await clock.settle();
	await expect(store.prompt("Hello")).rejects.toMatchObject({
		code: "forbidden",
		message: "This needs the editor role or above. You are a viewer.",
	});
	await expect(store.destroyWorkspace()).rejects.toMatchObject({ code: "forbidden" });
	expect(workspace.get()).toMatchObject({ queue: [], turn: null });
	expect(store.get().connectionStatus).toEqual({ status: "connected" });
	stop();
});

test("a person whose `allowedActions` are set is refused all others, whatever their role", async () => {
	const { clock, workspace } = await startStore();
	const connect = workspace.connect({ ...BEN, role: "owner", allowedActions: ["sync", "prompt"] });
	const store = createTestStore({ connect, clock });
	const stop = store.start();
	await clock.settle();
	await store.prompt("Hello");
	await expect(store.restartSession()).rejects.toMatchObject({
		code: "forbidden",
		message: "This isn’t allowed in this workspace.",
	});
	stop();
});

test("the option `access` says which role an action needs", async () => {
	const { clock, workspace } = await startStore({
		workspace: { access: { prompt: "viewer", answerApproval: "owner" } },
	});
	const store = createTestStore({ connect: workspace.connect({ ...BEN, role: "viewer" }), clock });
	const stop = store.start();
	await clock.settle();
	await store.prompt("Hello");
	expect(store.get()).toMatchObject({ approvalRole: "owner" });
	stop();
});
