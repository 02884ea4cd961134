import { expect, test } from "vitest";
import { createWorkspaceStore, type WorkspaceStore } from "../../src/core/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { createServers } from "../harness/createServers.ts";
import type { WorkspaceProcess } from "../harness/startWorkspaceProcess.ts";
import { waitFor } from "../harness/waitFor.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import { createWorkspaceClient } from "../harness/workspaceClient.ts";

// A deploy: the next server runs already when the one with the workspaces gets SIGTERM.

const servers = createServers();

/** Longer than a test: a turn that is stuck ends when the test stops it. */
const UNTIL_STOPPED_MS = 600_000;

const ADA = { userId: "ada", name: "Ada" };
let release = 0;

/** Starts a server, of a newer release unless it is told otherwise, whose turns may go on for so long once it is ended. */
function startServer(turnGraceMs: number, { isNewer = true } = {}): Promise<WorkspaceProcess> {
	if (isNewer) release += 1;
	const environment = { RIVET_ENVOY_VERSION: String(release), TEST_TURN_GRACE_MS: String(turnGraceMs) };
	return servers.start(environment);
}

interface Page extends AsyncDisposable {
	readonly store: WorkspaceStore;
	/** Sends a prompt, and waits until its turn runs. */
	startTurn(text: string): Promise<string>;
}

async function openPage(workspaceId: string): Promise<Page> {
	const client = createWorkspaceClient(servers.engine.endpoint);
	await wakeWorkspace(client, workspaceId, ADA);
	const connect = connectRivet({ workspaceId, endpoint: servers.engine.endpoint, getParams: () => ADA });
	const store = createWorkspaceStore({ workspaceId, connect, storage: null });
	const stop = store.start();
	return {
		store,
		async startTurn(text) {
			const { promptId } = await store.prompt(text);
			await waitFor(() => store.get().turn?.promptId === promptId, "the turn to begin", 60_000);
			return promptId;
		},
		async [Symbol.asyncDispose]() {
			stop();
			await client.dispose();
		},
	};
}

const prompts = (store: WorkspaceStore) =>
	[...store.get().items.values()].flatMap((item) =>
		item.kind === "prompt" ? [{ text: item.text, state: item.state }] : [],
	);

const noticeCodes = (store: WorkspaceStore) =>
	[...store.get().items.values()].flatMap((item) => (item.kind === "notice" ? [item.code] : []));

const isOver = (store: WorkspaceStore, promptId: string) => () => {
	const item = store.get().items.get(promptId);
	return item?.kind === "prompt" && item.state !== "queued" && item.state !== "running";
};

test("a turn goes on to its end, and what is prompted meanwhile waits for the next server", async () => {
	const older = await startServer(60_000);
	await using page = await openPage("drain");
	const { store } = page;
	const { epoch } = store.get();
	await page.startTurn("long 100");
	await startServer(60_000);

	const ended = older.end();
	const next = await store.prompt("title");
	await waitFor(isOver(store, next.promptId), "the prompt on the next server", 90_000);
	await ended;
	expect(prompts(store)).toEqual([
		{ text: "long 100", state: "done" },
		{ text: "title", state: "done" },
	]);
	expect(store.get().epoch).toBeGreaterThan(epoch ?? 0);
	expect(noticeCodes(store)).not.toContain("turn_interrupted");
	expect(noticeCodes(store)).not.toContain("turn_cut_by_deploy");
});

test("a workspace in which nothing runs does not wait for the turns of others", async () => {
	const older = await startServer(UNTIL_STOPPED_MS);
	await using busy = await openPage("busy");
	await using idle = await openPage("idle");
	const busyPrompt = await busy.startTurn("stuck");
	await startServer(UNTIL_STOPPED_MS);

	const ended = older.end();
	const { promptId } = await idle.store.prompt("title");
	await waitFor(isOver(idle.store, promptId), "the prompt of the idle workspace", 90_000);
	expect(isOver(busy.store, busyPrompt)()).toBe(false);
	await busy.store.stop();
	await waitFor(isOver(busy.store, busyPrompt), "the turn that was stopped", 90_000);
	expect(prompts(busy.store)).toEqual([{ text: "stuck", state: "cancelled" }]);
	await ended;
});

test("a turn that takes too long ends as interrupted, with a notice that names the deploy", async () => {
	const older = await startServer(500);
	await using page = await openPage("cut");
	const promptId = await page.startTurn("long 2000");
	await startServer(60_000);

	await older.end();
	await waitFor(isOver(page.store, promptId), "the end of the turn", 60_000);
	expect(prompts(page.store)).toEqual([{ text: "long 2000", state: "interrupted" }]);
	expect(noticeCodes(page.store).filter((code) => code.startsWith("turn_"))).toEqual(["turn_cut_by_deploy"]);
});

test("workspaces that are opened while a server ends do not wait for its turns on it", async () => {
	const ending = await startServer(UNTIL_STOPPED_MS);
	await using busy = await openPage("same-busy");
	const busyPrompt = await busy.startTurn("stuck");
	await startServer(UNTIL_STOPPED_MS, { isNewer: false });

	const ended = ending.end();
	// The engine places some of them on the server that ends.
	const opening = Array.from({ length: 5 }, async (_, index) => {
		await using opened = await openPage(`same-${index}`);
		const { promptId } = await opened.store.prompt("title");
		await waitFor(isOver(opened.store, promptId), "the prompt of the new workspace", 90_000);
	});
	await Promise.all(opening);
	expect(isOver(busy.store, busyPrompt)()).toBe(false);
	await busy.store.stop();
	await ended;
});
