import { afterEach, describe, expect, test } from "vitest";
import { ACTION_HANDLERS } from "../../actors/actions/actions.ts";
import { OpenedWorkspace } from "../../actors/runtime/OpenedWorkspace.ts";
import type { WorkspaceContext } from "../../actors/runtime/workspaceDefinition.ts";
import { ACTION_NAMES, ACTIONS, type ActionName } from "../../src/protocol/index.ts";
import { isAct } from "../../src/rules/audit.ts";
import { MEMBER_ACTIONS } from "../../src/rules/members.ts";
import { SAMPLE_REQUESTS } from "../faults/inputs/sampleRequests.ts";
import { type LocalWorkspace, openLocalWorkspace } from "../harness/openLocalWorkspace.ts";
import { refused } from "../harness/refused.ts";

const ADA = { userId: "ada", name: "Ada", role: "owner" } as const;
const LEE = { userId: "lee", name: "Lee", role: "owner" } as const;

/** It begins at once, and waits for nothing before. */
const BEGINS_AT_ONCE: readonly ActionName[] = ["destroyWorkspace"];

/** All that changes something in the timeline, the session or among the people, and that a viewer may not do. */
const ACTS = ACTION_NAMES.filter((name) => isAct(name) || name === "uploadAttachment").filter(
	(name) => ACTIONS[name].role !== "viewer" && !BEGINS_AT_ONCE.includes(name),
);

let opened: LocalWorkspace;
afterEach(() => opened.workspace.sleep());

async function openWithPeople(roles: "host" | "workspace") {
	opened = await openLocalWorkspace({ sandbox: { baseUrl: "http://127.0.0.1:9" }, onLog: () => undefined, roles });
	const { workspace, db } = opened;
	for (const person of [ADA, LEE]) workspace.people.open(person);
	await workspace.writer.idle();
	const contextOf = (state: typeof ADA | typeof LEE) =>
		({
			vars: new OpenedWorkspace(workspace.host, workspace),
			conn: { id: state.userId, state, isHibernatable: false, disconnect: async () => undefined },
			key: ["local"],
			db,
		}) as unknown as WorkspaceContext;
	const call = (person: typeof ADA | typeof LEE, action: ActionName, request: unknown): Promise<unknown> =>
		(ACTION_HANDLERS[action] as (context: WorkspaceContext, request: unknown) => Promise<unknown>)(
			contextOf(person),
			request,
		);
	return { call };
}

describe("a request that waits while its person loses the role it needs is refused", () => {
	test.each(ACTS)("%s", async (action) => {
		const { call } = await openWithPeople("workspace");
		const lowered = call(ADA, "setRole", { clientId: "lower", userId: "lee", role: "viewer" });
		const waiting = refused(call(LEE, action, SAMPLE_REQUESTS[action]));
		await lowered;
		expect(await waiting).toMatchObject({ code: "forbidden" });
	});
});

describe("a request that waits while the access of its person ends is refused until they have connected again", () => {
	test.each(ACTS.filter((name) => !MEMBER_ACTIONS.has(name)))("%s", async (action) => {
		const { call } = await openWithPeople("host");
		const ended = call(ADA, "disconnectUser", { clientId: "end", userId: "lee" });
		const waiting = refused(call(LEE, action, SAMPLE_REQUESTS[action]));
		await ended;
		expect(await waiting).toMatchObject({ code: "connection_lost" });
	});
});

test("what somebody asked for before they lost their role is not done again for a repeat, which gets its response", async () => {
	const { call } = await openWithPeople("workspace");
	const request = { clientId: "rename", title: "Checkout" };
	const first = call(LEE, "renameWorkspace", request);
	await call(ADA, "setRole", { clientId: "lower", userId: "lee", role: "viewer" });
	expect(await first).toEqual({ title: "Checkout" });
	expect(await call(LEE, "renameWorkspace", request)).toEqual({ title: "Checkout" });
});
