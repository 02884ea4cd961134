import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLE_TABLE } from "../../actors/access/roleTable.ts";
import { ACTION_NAMES, type ActionName, PROTOCOL_VERSION, ROLES, type Role } from "../../src/protocol/index.ts";
import { refused } from "../harness/refused.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

interface Params {
	readonly token?: string;
	readonly role?: Role;
}

let server: WorkspaceServer;
beforeAll(async () => {
	server = await startWorkspaceServer({
		access: { restart: "owner" },
		authenticate: ({ params, workspaceId }) => {
			const { token, role = "viewer" } = params as Params;
			if (token === "broken") throw new Error("The key of the token service is s3cret.");
			return token === "ada" && workspaceId === "gate" ? { userId: "ada", name: "Ada", role } : null;
		},
	});
});
afterAll(() => server.stop());

const handle = (params: Params) => server.client().workspace.getOrCreate(["gate"], { params });

const REQUESTS: Record<ActionName, readonly unknown[]> = {
	sync: [{ protocol: PROTOCOL_VERSION, have: null }],
	history: [{ before: 1 }],
	item: [{ id: "none" }],
	getSessionInfo: [],
	getDiagnostics: [],
	listFiles: [{ path: ".." }],
	readFile: [{ path: ".." }],
	findFiles: [{ query: "", limit: 0 }],
	listProcesses: [],
	readProcess: [{ processId: "none" }],
	prompt: [{ text: " " }],
	attach: [{ attachmentId: "a", name: "a", mimeType: "", size: 0, offset: 0, data: "!" }],
	cancel: [{ clientId: "a", turnId: "none" }],
	edit: [{ clientId: "a", promptId: "none", text: "x" }],
	move: [{ clientId: "a", promptId: "none", before: null }],
	withdraw: [{ clientId: "a", promptId: "none" }],
	answer: [{ clientId: "a", approvalId: "none", optionId: "a" }],
	setConfigOption: [{ clientId: "a", configId: "none", value: "a" }],
	restart: [{ clientId: "a" }],
	// Without its client id: whoever may do it is told so, and the workspace stays for the others.
	destroy: [{}],
};

describe("somebody unknown", () => {
	test.each([
		["without a token", {}],
		["with another's workspace", { token: "ben" }],
	])("%s gets nothing", async (_name, params) => {
		const error = await refused(handle(params).getSessionInfo());
		expect(error).toMatchObject({ code: "unauthenticated", metadata: { hint: expect.any(String) } });
		const connection = handle(params).connect();
		connection.onError(() => undefined);
		expect((await refused(connection.getSessionInfo())).code).toBe("unauthenticated");
		await connection.dispose();
	});

	test("does not hear what the check itself failed of", async () => {
		const error = await refused(handle({ token: "broken" }).getSessionInfo());
		expect(error.code).toBe("unauthenticated");
		expect(JSON.stringify([error.message, error.metadata])).not.toContain("s3cret");
	});
});

describe.each(ROLES)("a person with the role %s", (role) => {
	const table = { ...ROLE_TABLE, restart: "owner" as const };
	const mayCall = (action: ActionName) => ROLES.indexOf(role) >= ROLES.indexOf(table[action]);

	test("may do what the table says and no more, over a connection and without one", async () => {
		const stateless = handle({ token: "ada", role });
		const connection = stateless.connect();
		connection.onError(() => undefined);
		for (const action of ACTION_NAMES) {
			for (const way of [stateless, connection]) {
				const code = await way.action({ name: action, args: [...REQUESTS[action]] }).then(
					() => "done",
					(error: { code: string }) => error.code,
				);
				expect([action, code === "forbidden"]).toEqual([action, !mayCall(action)]);
			}
		}
		const { you } = await connection.sync({ protocol: PROTOCOL_VERSION, have: null });
		expect(you).toEqual({ userId: "ada", name: "Ada", role, allowed: ACTION_NAMES.filter(mayCall) });
		await connection.dispose();
	});
});

test("nobody prompts in the name of another", async () => {
	const ada = handle({ token: "ada", role: "editor" });
	expect((await refused(ada.prompt({ userId: "ben", text: "help" }))).code).toBe("forbidden");
	expect((await refused(ada.prompt({ userId: "ada", text: "" }))).code).toBe("prompt_empty");
});
