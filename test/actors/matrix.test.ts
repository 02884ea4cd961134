import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACTION_HANDLERS } from "../../actors/actions/actions.ts";
import {
	ACTION_NAMES,
	type ActionName,
	DEFAULT_ROLE_TABLE,
	EVENTS,
	isAtLeastRole,
	PROTOCOL_VERSION,
	ROLES,
	type WorkspaceEvents,
} from "../../src/protocol/index.ts";
import { endedPrompt } from "../harness/seenWorkspace.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

/** Every action refuses it, after it has checked the caller's role. */
const MALFORMED_REQUEST = { misspelled: true };

const EVENT_NAMES = Object.keys(EVENTS) as readonly (keyof WorkspaceEvents)[];

/** Is told to the person whose mark it is, and to nobody else. */
const PERSONAL_EVENT = "workspace.read";
const SHARED_EVENTS = EVENT_NAMES.filter((name) => name !== PERSONAL_EVENT);

const OUTSIDERS = [
	["without a token", {}],
	["of another workspace", { token: "elsewhere" }],
	["who breaks the check", { token: "broken" }],
] as const;

let server: WorkspaceServer;
beforeAll(async () => {
	server = await startWorkspaceServer({
		roles: "workspace",
		authenticate({ params }) {
			const { token } = params as { readonly token?: string };
			if (token === "broken") throw new Error("The token service is gone.");
			const role = ROLES.find((known) => known === token);
			return role ? { userId: role, name: role, role } : null;
		},
	});
});
afterAll(() => server.stop());

/** Both ways to call an action: stateless, and over a connection. */
function openClients(params: object, workspaceId = "matrix") {
	const stateless = server.client().workspace.getOrCreate([workspaceId], { params });
	const connection = stateless.connect();
	connection.onError(() => undefined);
	return { stateless, connection };
}

type Caller = ReturnType<typeof openClients>["stateless" | "connection"];

/** Whether the caller is allowed. The request is malformed, so that an allowed action does nothing. */
async function callMalformed(caller: Caller, action: ActionName): Promise<"allowed" | "forbidden" | "unauthenticated"> {
	const code = await caller.action({ name: action, args: [MALFORMED_REQUEST] }).then(
		() => "done",
		(error: { readonly code?: string }) => error.code,
	);
	return code === "forbidden" || code === "unauthenticated" ? code : "allowed";
}

async function callEveryAction(caller: Caller) {
	const answers: [ActionName, string][] = [];
	for (const action of ACTION_NAMES) answers.push([action, await callMalformed(caller, action)]);
	return Object.fromEntries(answers);
}

/** Called by the schedule of the workspace, by its directory, and by programs of the host that have the admin key. */
const NOT_FOR_PEOPLE = [
	...["pauseSandbox", "expire"],
	...["renameForDirectory", "reportToDirectory"],
	...["erasePerson", "exportPage", "importPage", "exportAuditPage"],
];

test("nothing but the actions of the protocol can be called, and a few that people are refused", () => {
	expect(Object.keys(ACTION_HANDLERS).sort()).toEqual([...ACTION_NAMES, ...NOT_FOR_PEOPLE].sort());
});

describe.each(OUTSIDERS)("a client %s", (_name, params) => {
	test("is refused every action, over a connection or without one", async () => {
		const handle = server.client().workspace.getOrCreate(["matrix"], { params });
		const closed = Object.fromEntries(ACTION_NAMES.map((action) => [action, "unauthenticated"]));
		expect(await callEveryAction(handle)).toEqual(closed);
		for (const action of ACTION_NAMES) {
			// A refused connection reports its error once, so each action gets its own connection.
			const connection = handle.connect();
			connection.onError(() => undefined);
			expect([action, await callMalformed(connection, action)]).toEqual([action, "unauthenticated"]);
			await connection.dispose();
		}
	});
});

describe.each(ROLES)("a person with the role %s", (role) => {
	test("may call what the table says and no more, over a connection and without one", async () => {
		const { stateless, connection } = openClients({ token: role });
		const expected = Object.fromEntries(
			ACTION_NAMES.map((action) => [action, isAtLeastRole(role, DEFAULT_ROLE_TABLE[action]) ? "allowed" : "forbidden"]),
		);
		expect(await callEveryAction(connection)).toEqual(expected);
		expect(await callEveryAction(stateless)).toEqual(expected);
		for (const name of NOT_FOR_PEOPLE)
			for (const caller of [connection, stateless])
				await expect(caller.action({ name, args: [MALFORMED_REQUEST] })).rejects.toMatchObject({ code: "forbidden" });
		const { self, approvalRole } = await connection.sync({ protocol: PROTOCOL_VERSION, have: null });
		const allowed = ACTION_NAMES.filter((action) => expected[action] === "allowed");
		expect(self).toEqual({ userId: role, name: role, role, allowedActions: allowed });
		expect(approvalRole).toBe(DEFAULT_ROLE_TABLE.answerApproval);
		await connection.dispose();
	});
});

test("every event reaches everyone who may read, what is personal one person, and nobody else", async () => {
	const owner = await server.join("events", { token: "owner" });
	const people = [...ROLES.map((role) => ({ token: role })), ...OUTSIDERS.map(([, params]) => params)];
	const listeners = people.map((params) => {
		const clients = openClients(params, "events");
		const received = new Set<string>();
		for (const name of EVENT_NAMES) clients.connection.on(name, () => received.add(name));
		return { ...clients, received };
	});
	const inside = listeners.slice(0, ROLES.length);
	for (const { connection } of inside) await connection.sync({ protocol: PROTOCOL_VERSION, have: null });
	await owner.workspace.updatePresence({ status: "here", typing: "prompt", itemId: null, path: null, have: null });
	const { promptId } = await owner.workspace.prompt({ text: "help" });
	await owner.until((seen) => endedPrompt(seen, promptId), "the turn to end");
	const [reader, ...others] = inside;
	await reader?.stateless.markRead({ order: 1 });
	await owner.workspace.destroyWorkspace({ clientId: "end" });
	const hasShared = ({ received }: (typeof listeners)[number]) => SHARED_EVENTS.every((name) => received.has(name));
	await waitFor(() => inside.every(hasShared), "everybody inside to receive all events that are for all");
	expect(reader?.received).toContain(PERSONAL_EVENT);
	for (const { received } of others) expect(received).not.toContain(PERSONAL_EVENT);
	for (const { received } of listeners.slice(ROLES.length)) expect([...received]).toEqual([]);
	await Promise.all(listeners.map(({ connection }) => connection.dispose()));
});
