import { expect, test } from "vitest";
import { createWorkspaceStore, type WorkspaceStore } from "../../src/core/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { createServers } from "../harness/createServers.ts";
import { refused } from "../harness/refused.ts";
import type { WorkspaceProcess } from "../harness/startWorkspaceProcess.ts";
import { waitFor } from "../harness/waitFor.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import { createWorkspaceClient } from "../harness/workspaceClient.ts";

// Two releases at once: the newer one changes how workspaces are stored.

const servers = createServers();

const ADA = { userId: "ada", name: "Ada" };

function startServer(release: number): Promise<WorkspaceProcess> {
	const schema = release > 1 ? { TEST_NEWER_SCHEMA: "1" } : {};
	const environment = { RIVET_ENVOY_VERSION: String(release), ...schema };
	return servers.start(environment);
}

const isDone = (store: WorkspaceStore, promptId: string) => () => {
	const item = store.get().items.get(promptId);
	return item?.kind === "prompt" && item.state === "done";
};

test("an older server leaves a workspace alone that a newer one has opened, and pages wait for a newer one", async () => {
	const holder = await startServer(1);
	const client = createWorkspaceClient(servers.engine.endpoint);
	await wakeWorkspace(client, "mine", ADA);
	const connect = connectRivet({ workspaceId: "mine", endpoint: servers.engine.endpoint, getParams: () => ADA });
	const store = createWorkspaceStore({ workspaceId: "mine", connect, storage: null });
	const stop = store.start();
	const first = await store.prompt("help");
	await waitFor(isDone(store, first.promptId), "the turn on the older server", 60_000);

	const { epoch: olderEpoch } = store.get();
	// A deploy in its middle: one older server is gone, the other still runs.
	await startServer(1);
	const newer = await startServer(2);
	await holder.end();
	await waitFor(() => store.get().epoch > olderEpoch, "the newer server to take over", 60_000);
	await waitFor(() => store.get().connectionStatus.status === "connected", "the page on the newer server", 60_000);
	const { epoch: newerEpoch } = store.get();

	await newer.kill();
	const isOutdated = () => {
		const { connectionStatus } = store.get();
		return "error" in connectionStatus && connectionStatus.error?.code === "server_outdated";
	};
	await waitFor(isOutdated, "the older server to refuse", 90_000);
	expect(store.get().connectionStatus).toMatchObject({ error: { hint: expect.stringContaining("on the server") } });
	const call = client.workspace.getOrCreate(["mine"], { params: ADA }).prompt({ text: "never stored" });
	expect((await refused(call)).code).toBe("server_outdated");

	const waiting = store.prompt("title");
	await startServer(3);
	const { promptId } = await waiting;
	await waitFor(isDone(store, promptId), "the prompt that waited", 90_000);
	// The older server has written nothing, not even that it had started.
	expect(store.get().epoch).toBe(newerEpoch + 1);
	const texts = [...store.get().items.values()].flatMap((item) => (item.kind === "prompt" ? [item.text] : []));
	expect(texts).toEqual(["help", "title"]);
	stop();
	await client.dispose();
});
