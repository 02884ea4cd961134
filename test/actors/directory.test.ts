import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createServerParams } from "../../actors/access/serverProof.ts";
import { createDirectoryStore, type DirectoryState } from "../../src/core/index.ts";
import { connectDirectory } from "../../src/rivet/index.ts";
import { until } from "../contract/until.ts";
import { ask } from "../harness/ask.ts";
import { ADA, CrashStage } from "../harness/CrashStage.ts";
import { createDirectoryClient } from "../harness/directoryClient.ts";
import { refused } from "../harness/refused.ts";
import { pendingApproval } from "../harness/seenWorkspace.ts";

const KEY = randomBytes(32).toString("hex");
const TENANT = "acme";
const [ONE, TWO, THREE] = ["acme/one", "acme/two", "acme/three"];

let stage: CrashStage;

beforeAll(async () => {
	stage = await CrashStage.open({ environment: { TEST_DIRECTORY_KEY: KEY } });
});
afterAll(() => stage?.close());

/** The list, as Ada has it open. */
function openList() {
	const connect = connectDirectory({ tenant: TENANT, endpoint: stage.engine.endpoint, getParams: () => ADA });
	const store = createDirectoryStore({ connect });
	const stop = store.start();
	return {
		...store,
		stop,
		until: <Found>(find: (state: DirectoryState) => Found, what: string) =>
			until(store.subscribe, () => find(store.get()), what),
	};
}

test("three workspaces are listed as they are, also after one was killed in a turn that nobody watches", async () => {
	const one = await stage.join(ONE);
	const two = await stage.join(TWO);
	const three = await stage.join(THREE);
	await ask(one, "help");
	await two.workspace.prompt({ text: "permission" });
	await two.until(pendingApproval, "the agent to ask");
	const list = openList();
	await list.until(
		({ entries }) => entries.get(TWO)?.activity === "waiting" && entries.get(ONE)?.activity === "idle",
		"the reports",
	);
	await list.until(({ entries }) => entries.get(THREE)?.peopleCount === 1, "the third workspace");
	expect(list.get().entries.get(TWO)).toMatchObject({ pending: 1, attention: 1, people: [ADA], mayRename: true });
	// It has ended, and Ada has not read on.
	await list.until(({ entries }) => entries.get(ONE)?.attention === 1, "the end of Ada's turn");
	expect(list.get().entries.get(ONE)).toMatchObject({ activity: "idle", pending: 0 });

	await two.workspace.markRead({ order: 0 });
	await list.until(({ entries }) => (entries.get(TWO)?.unread ?? 0) > 0, "what Ada has not read");
	await two.workspace.markRead({ order: Number.MAX_SAFE_INTEGER });
	await list.until(({ entries }) => entries.get(TWO)?.unread === 0, "Ada to have read it");

	await list.renameWorkspace(THREE, "Checkout");
	await list.until(({ entries }) => entries.get(THREE)?.title === "Checkout", "the title");
	await three.until(({ session }) => session.title === "Checkout", "the title in the workspace");
	expect(three.seen().session).toMatchObject({ titleBy: ADA, agentTitle: null });
	await three.workspace.renameWorkspace({ clientId: "rename", title: null });
	await list.until(({ entries }) => entries.get(THREE)?.title === null, "the title to go");

	// Nobody wakes it again but the directory.
	await two.leave();
	await list.until(({ entries }) => entries.get(TWO)?.peopleCount === 0, "Ada to leave");
	await stage.kill();
	stage.start();
	await list.until(({ entries }) => entries.get(TWO)?.activity === "failed", "the cut turn");
	expect(list.get().entries.get(TWO)).toMatchObject({ pending: 0, peopleCount: 0 });
	await list.until(({ entries }) => entries.get(TWO)?.attention === 1, "the end of the cut turn");
	expect(list.get().workspaceIds).toHaveLength(3);

	const back = await stage.join(ONE);
	await back.workspace.destroyWorkspace({ clientId: "destroy" });
	await list.until(({ workspaceIds }) => !workspaceIds.includes(ONE), "the destroyed workspace to go");
	list.stop();
});

test("only a workspace of the same servers can report, and only for itself", async () => {
	const client = createDirectoryClient(stage.engine.endpoint);
	const report = {
		workspaceId: TWO,
		epoch: Number.MAX_SAFE_INTEGER,
		number: 1,
		title: "Forged",
		activity: "idle",
		people: [],
		peopleCount: 0,
		lastActivityAt: 1,
		pending: [],
		pendingCount: 0,
		renameRole: "viewer",
		leaseMs: null,
	} as const;
	const as = (params: unknown) => client.directory.getOrCreate([TENANT], { params });
	const call = { from: "workspace", tenant: TENANT, workspaceId: THREE } as const;
	expect(await refused(as(ADA).report(report))).toMatchObject({ code: "forbidden" });
	const guessed = createServerParams("another key", call);
	expect(await refused(as(guessed).report(report))).toMatchObject({ code: "forbidden" });
	const ofOther = createServerParams(KEY, { ...call, tenant: "other" });
	expect(await refused(as(ofOther).report(report))).toMatchObject({ code: "forbidden" });
	const renamed = createServerParams(KEY, call);
	const stolen = { serverCall: { ...renamed.serverCall, id: TWO } };
	expect(await refused(as(stolen).report(report))).toMatchObject({ code: "forbidden" });
	const workspace = client.workspace.getOrCreate([THREE], { params: ADA });
	expect(await refused(workspace.reportToDirectory())).toMatchObject({ code: "forbidden" });

	// What it says of another one is taken for itself.
	await as(renamed).report(report);
	const { entries } = await as(ADA).listWorkspaces({ after: null });
	expect(entries.find(({ workspaceId }) => workspaceId === THREE)?.title).toBe("Forged");
	expect(entries.find(({ workspaceId }) => workspaceId === TWO)?.title).not.toBe("Forged");
	await client.dispose();
});
