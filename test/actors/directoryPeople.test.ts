import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createServerParams } from "../../actors/access/serverProof.ts";
import { createDirectory } from "../../actors/createDirectory.ts";
import { createDirectoryStore, type DirectoryState } from "../../src/core/index.ts";
import type { Role } from "../../src/protocol/index.ts";
import { connectDirectory } from "../../src/rivet/index.ts";
import { until } from "../contract/until.ts";
import { ask } from "../harness/ask.ts";
import { createDirectoryClient, type DirectoryClient } from "../harness/directoryClient.ts";
import { joinWorkspace } from "../harness/joinWorkspace.ts";
import { refused } from "../harness/refused.ts";
import { pendingApproval } from "../harness/seenWorkspace.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import { startRegistry } from "../harness/workspaceServer.ts";

const KEY = randomBytes(32).toString("hex");
const TENANT = "acme";

interface Params {
	readonly userId: string;
	readonly name: string;
	/** What the host says; null for nothing. */
	readonly role: Role | null;
}

const ADA: Params = { userId: "ada", name: "Ada", role: "owner" };
const BEN: Params = { userId: "ben", name: "Ben", role: "editor" };
const CLEO: Params = { userId: "cleo", name: "Cleo", role: null };

let registry: Awaited<ReturnType<typeof startRegistry>>;
let client: DirectoryClient;
const closers: (() => void)[] = [];

beforeAll(async () => {
	const authenticate = ({ params }: { readonly params: unknown }) => params as Params;
	const directory = createDirectory({ key: KEY, authenticate, onLog: () => undefined });
	registry = await startRegistry(({ workspace }) => ({ workspace, directory }), {
		roles: "workspace",
		limits: { attentionGraceMs: 100 },
		authenticate,
		directory: { tenantOf: () => TENANT, key: KEY },
	});
	client = createDirectoryClient(registry.engine.endpoint);
});
afterEach(() => {
	for (const close of closers.splice(0)) close();
});
afterAll(async () => {
	await client?.dispose();
	await registry?.stop();
});

async function join(workspaceId: string, person: Params) {
	await wakeWorkspace(client, workspaceId, person);
	return joinWorkspace(client, workspaceId, person);
}

/** The list, as somebody has it open. */
function openList(person: Params) {
	const { endpoint } = registry.engine;
	const store = createDirectoryStore({
		connect: connectDirectory({ tenant: TENANT, endpoint, getParams: () => ({ ...person }) }),
	});
	closers.push(store.start());
	return {
		...store,
		until: <Found>(find: (state: DirectoryState) => Found, what: string) =>
			until(store.subscribe, () => find(store.get()), what),
	};
}

test("what owners decide about people counts in the list, though the host says something else", async () => {
	const workspaceId = "acme/roles";
	const ada = await join(workspaceId, ADA);
	const ben = await join(workspaceId, BEN);
	const bens = openList(BEN);
	const cleos = openList(CLEO);
	await bens.until(({ entries }) => entries.get(workspaceId)?.role === "editor", "the role by the host");
	await cleos.until(({ loaded }) => loaded, "a list without what nobody has invited Cleo to");
	expect(cleos.get().workspaceIds).toEqual([]);

	const { token } = await ada.workspace.createInvite({ clientId: "invite", role: "commenter" });
	const visit = joinWorkspace(client, workspaceId, { ...CLEO, workspaceInvite: token });
	await cleos.until(({ entries }) => entries.get(workspaceId)?.role === "commenter", "the role by the invite");
	await (await visit).leave();

	await ada.workspace.setRole({ clientId: "raise", userId: "ben", role: "owner" });
	await bens.until(({ entries }) => entries.get(workspaceId)?.mayArchive === true, "Ben to be an owner");
	await ada.workspace.setRole({ clientId: "lower", userId: "ben", role: "viewer" });
	await bens.until(({ entries }) => entries.get(workspaceId)?.mayRename === false, "Ben to be a viewer");

	// Removed while they are away: nobody leaves with it.
	await ben.leave();
	await ada.workspace.removePerson({ clientId: "remove", userId: "ben" });
	await bens.until(({ workspaceIds }) => workspaceIds.length === 0, "Ben to see it no more");
	await expect(bens.renameWorkspace(workspaceId, "Mine")).rejects.toMatchObject({ code: "not_found" });
	await ada.leave();
});

test("whoever was removed a moment ago renames nothing by a directory that does not know it yet", async () => {
	const workspaceId = "acme/race";
	const ada = await join(workspaceId, ADA);
	await (await join(workspaceId, BEN)).leave();
	const params = createServerParams(KEY, { from: "directory", tenant: TENANT, workspaceId });
	const rename = (clientId: string) =>
		client.workspace
			.getOrCreate([workspaceId], { params })
			.renameForDirectory({ clientId, title: "Mine", person: { userId: "ben", name: "Ben" }, role: "editor" });
	await ada.workspace.setRole({ clientId: "lower", userId: "ben", role: "viewer" });
	expect(await refused(rename("as-viewer"))).toMatchObject({ code: "forbidden" });
	await ada.workspace.removePerson({ clientId: "remove", userId: "ben" });
	expect(await refused(rename("removed"))).toMatchObject({ code: "forbidden" });
	expect(ada.seen().session.title).not.toBe("Mine");
	await ada.leave();
});

test("the list counts what waits for each person, as the workspace itself does", async () => {
	const workspaceId = "acme/waits";
	const ada = await join(workspaceId, ADA);
	const ben = await join(workspaceId, BEN);
	const lists = { ada: openList(ADA), ben: openList(BEN) };
	const waiting = async (who: keyof typeof lists, count: number, what: string) =>
		lists[who].until(({ entries }) => entries.get(workspaceId)?.attention === count, `${who}: ${what}`);
	const readAll = (visitor: typeof ada) => visitor.workspace.markRead({ order: Number.MAX_SAFE_INTEGER });
	await waiting("ada", 0, "nothing at first");

	await ada.workspace.addNote({ clientId: "note", text: "Look, @Ben", mentions: [{ userId: "ben", name: "Ben" }] });
	await waiting("ben", 1, "a note that names them");
	await readAll(ben);
	await waiting("ben", 0, "the note is read");

	await ask(ben, "help");
	await waiting("ben", 1, "the end of their turn");
	expect(lists.ben.get().entries.get(workspaceId)?.activity).toBe("idle");
	expect(lists.ada.get().entries.get(workspaceId)?.attention).toBe(0);
	await readAll(ben);
	await waiting("ben", 0, "the end of the turn is read");

	const suggested = await ada.workspace.suggestPrompt({ clientId: "suggest", text: "Then test it" });
	await waiting("ben", 1, "a suggestion");
	expect(lists.ada.get().entries.get(workspaceId)?.attention).toBe(0);
	await ada.workspace.takeWheel({ clientId: "take", minutes: 5 });
	await waiting("ben", 0, "somebody else has the wheel");
	await ben.workspace.askForWheel({ clientId: "ask" });
	await waiting("ada", 1, "Ben asks for the wheel");
	await ada.workspace.handOverWheel({ clientId: "give", userId: "ben" });
	await waiting("ben", 1, "the suggestion, for who has the wheel");
	await waiting("ada", 0, "it was given");
	await ben.workspace.declineSuggestion({ clientId: "decline", promptId: suggested.promptId });
	await waiting("ben", 0, "the suggestion is declined");
	await ben.workspace.releaseWheel({ clientId: "release" });

	await ada.workspace.setRole({ clientId: "raise", userId: "ben", role: "approver" });
	await ben.leave();
	const approver = await join(workspaceId, BEN);
	await ada.workspace.prompt({ text: "permission" });
	const asked = await ada.until(pendingApproval, "the agent to ask");
	await waiting("ada", 1, "a permission");
	await waiting("ben", 1, "a permission");
	await ada.workspace.claimRequest({ clientId: "claim", requestId: asked.id });
	await waiting("ben", 0, "Ada takes care of it");
	expect(lists.ben.get().entries.get(workspaceId)).toMatchObject({ activity: "waiting", pending: 1 });
	expect(lists.ada.get().entries.get(workspaceId)?.attention).toBe(1);
	await ada.workspace.stop({ clientId: "stop", turnId: asked.turnId ?? "" });
	await Promise.all([ada.leave(), approver.leave()]);
});
