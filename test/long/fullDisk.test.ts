import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { createWorkspaceStore } from "../../src/core/index.ts";
import { isReasonOver, sendablePrompts, unsentPrompts } from "../../src/core/state/unsentPrompts.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { SmallDisk } from "../harness/smallDisk.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

const ADA = { userId: "ada", name: "Ada" };

let server: WorkspaceServer;
let disk: SmallDisk;
const lines: LogEntry[] = [];
beforeAll(async () => {
	server = await startWorkspaceServer((engine) => {
		disk = SmallDisk.mount(join(engine.folder, "rivet"));
		return { onLog: (entry) => lines.push(entry) };
	});
});
afterAll(async () => {
	await server?.stop();
	disk?.unmount();
});

// It takes a minute or more: `npm run test:long`. What a workspace does without an engine's delays is in
// test/actors/storageHealth.unit.test.ts, with a database that SQLite itself keeps from growing.

/** The engine drops its servers when its disk is full, and needs up to half a minute until they are back. */
const BACK_WITHIN_MS = 120_000;

test("when the engine's disk is full everybody learns why, and with room again the turn has lost nothing", async () => {
	await server.join("full", ADA);
	const connect = connectRivet({ workspaceId: "full", endpoint: server.engine.endpoint, getParams: () => ADA });
	const store = createWorkspaceStore({ workspaceId: "full", connect, storage: null });
	const stop = store.start();
	const { promptId } = await store.prompt("long 40");
	const texts = () => [...store.get().items.values()].flatMap((item) => (item.kind === "message" ? [item.text] : []));
	await waitFor(() => texts().join("") !== "", "the agent to speak");

	disk.fill();
	await expect(store.prompt("Refused")).rejects.toMatchObject({ code: "storage_full" });
	await waitFor(() => store.get().session?.storageError?.code === "storage_full", "the page to be told");
	const shown = texts().join("");
	const [unsent] = unsentPrompts(store.get().outbox);
	expect(unsent).toMatchObject({ text: "Refused", error: { code: "storage_full" } });
	expect(sendablePrompts(store.get(), Date.now())).toEqual([]);
	expect(lines.filter(({ event }) => event === "storage_failed")).toMatchObject([{ fields: { code: "storage_full" } }]);

	disk.makeRoom();
	await waitFor(() => store.get().session?.storageError === null, "the workspace to be back", BACK_WITHIN_MS);
	const ended = () => [...store.get().items.values()].find(({ id }) => id === promptId);
	await waitFor(() => ended()?.kind === "prompt" && store.get().turn === null, "the turn to end", BACK_WITHIN_MS);
	expect(ended()).toMatchObject({ state: "done" });
	expect(texts().join("").startsWith(shown)).toBe(true);
	expect(unsent && isReasonOver(unsent, sendablePrompts(store.get(), Date.now()))).toBe(true);
	store.retryPrompt(unsent?.clientId ?? "");
	await waitFor(() => unsentPrompts(store.get().outbox).length === 0, "the prompt to be accepted");
	expect(lines.map(({ event }) => event)).toContain("storage_recovered");
	stop();
});
