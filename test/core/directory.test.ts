import { expect, test } from "vitest";
import { createDirectoryStore } from "../../src/core/index.ts";
import { createMemoryDirectory } from "../../src/testing/index.ts";
import { describeDirectory } from "../contract/directoryContract.ts";
import { startMemoryDirectory } from "../contract/memoryDirectoryHarness.ts";
import { until } from "../contract/until.ts";

describeDirectory("in memory", startMemoryDirectory);

const ADA = { userId: "ada", name: "Ada" };

test("changes that were lost are loaded again", async () => {
	const directory = createMemoryDirectory({ workspaces: [{ workspaceId: "a", title: "First" }] });
	const store = createDirectoryStore({ connect: directory.connect(ADA) });
	const stop = store.start();
	await until(store.subscribe, () => store.get().loaded, "the list");
	directory.loseNextPatches();
	directory.report({ workspaceId: "a", title: "Second" });
	await until(store.subscribe, () => store.get().entries.get("a")?.title === "Second", "the lost change");
	stop();
});

test("a list comes back after the connection was lost, with the same objects for what has not changed", async () => {
	const directory = createMemoryDirectory({ workspaces: [{ workspaceId: "a" }, { workspaceId: "b" }] });
	const store = createDirectoryStore({ connect: directory.connect(ADA), limits: { backoffMs: [5, 20] } });
	const stop = store.start();
	await until(store.subscribe, () => store.get().loaded, "the list");
	const before = store.get();
	directory.dropConnections();
	await until(store.subscribe, () => store.get().connectionStatus.status === "reconnecting", "the loss");
	directory.report({ workspaceId: "b", title: "Meanwhile" });
	directory.restoreConnections();
	await until(store.subscribe, () => store.get().entries.get("b")?.title === "Meanwhile", "the change");
	expect(store.get().entries.get("a")).toBe(before.entries.get("a"));
	expect(store.get().connectionStatus).toEqual({ status: "connected" });
	stop();
});

test("whoever may not open the list learns why", async () => {
	const directory = createMemoryDirectory();
	directory.refuseConnections({ code: "forbidden", message: "Not yours." });
	const store = createDirectoryStore({ connect: directory.connect(ADA) });
	const stop = store.start();
	await until(store.subscribe, () => store.get().connectionStatus.status === "refused", "the refusal");
	expect(store.get().connectionStatus).toMatchObject({ error: { code: "forbidden" } });
	stop();
});
