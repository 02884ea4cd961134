import { afterAll, beforeAll, expect, test } from "vitest";
import { connectRivet } from "../../src/rivet/index.ts";
import { openStore } from "../contract/openStore.ts";
import { refused } from "../harness/refused.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
beforeAll(async () => {
	server = await startWorkspaceServer();
});
afterAll(() => server.stop());

const connect = (workspaceId: string) => connectRivet({ workspaceId, endpoint: server.engine.endpoint });

test.each([
	"acme/site",
	"//",
	"..",
	"100%2F%2C",
	"a+b c&d=e#f?g",
	" spaces ",
	"\\/\\0",
	"a@b;c:d",
	"\"'<>{}[]",
	"\t\n\u007f",
	"u\u0308",
	"日本👩‍💻\u202e",
	"ü".repeat(64),
])("the id %j opens its workspace, by a call and by a page", async (id) => {
	const session = await server.client().workspace.getOrCreate([id]).getSessionInfo();
	expect(session.workspaceId).toBe(id);
	const store = await openStore(id, connect(id));
	const { promptId } = await store.prompt("help");
	await store.until(({ itemIds }) => itemIds.includes(promptId), "the prompt in the same workspace");
	store.close();
	const { counts } = await server.client().workspace.getOrCreate([id]).getDiagnostics();
	expect(counts.prompts).toBe(1);
});

test.each([
	["a comma", "acme,site"],
	["a zero character", "acme\0site"],
	["half of a surrogate pair", "acme\ud800"],
])("an id with %s is refused before it is sent, and says so", (found, id) => {
	expect(() => connect(id)).toThrow(
		expect.objectContaining({ code: "invalid_workspace_id", message: expect.stringContaining(`contains ${found}`) }),
	);
});

test("an id with a comma is refused by the workspace, too, with the true reason", async () => {
	const one = await refused(server.client().workspace.getOrCreate(["acme,site"]).getSessionInfo());
	expect(one).toMatchObject({ code: "invalid_workspace_id", message: expect.stringContaining("contains a comma") });
	const parts = await refused(server.client().workspace.getOrCreate(["acme", "site"]).getSessionInfo());
	expect(parts).toMatchObject({ code: "invalid_workspace_id", message: expect.stringContaining("several parts") });
});
