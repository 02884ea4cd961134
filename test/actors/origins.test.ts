import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callWithHeaders, type Headers, openSocketWithHeaders } from "../harness/requestsWithHeaders.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let open: WorkspaceServer;
let actorId: string;
beforeAll(async () => {
	open = await startWorkspaceServer({ origins: ["https://*.example.com"] });
	actorId = await open.client().workspace.getOrCreate(["gate"]).resolve();
});
afterAll(() => open.stop());

const callAction = (name: string, headers: Headers) =>
	callWithHeaders({ endpoint: open.engine.endpoint, actorId }, name, headers);
const openSocket = (headers: Headers) => openSocketWithHeaders({ endpoint: open.engine.endpoint, actorId }, headers);

describe("an open workspace", () => {
	test.each([
		["without an origin", {}],
		["of a page of this machine", { origin: "http://localhost:5173" }],
		["of a page in `origins`", { origin: "https://app.example.com" }],
		["of a page of the same host", { origin: "http://192.168.7.7:5173", host: "192.168.7.7:6420" }],
	])("answers a request %s, over HTTP and over a WebSocket", async (_name, headers) => {
		const { status, body } = await callAction("getSessionInfo", headers);
		expect([status, body]).toEqual([200, expect.stringContaining('"agent"')]);
		expect(await openSocket(headers)).toContain("Init");
	});

	test.each([
		["of another site", { origin: "https://attacker.example" }],
		["of a page without an origin", { origin: "null" }],
		["of another machine of the network", { origin: "http://192.168.7.66:5173" }],
		["of a name that looks like this machine", { origin: "http://localhost.attacker.example" }],
		["of a name that points to this machine", { origin: "http://attacker.example:1", host: "attacker.example:1" }],
		["that names the host in a proxy's header", { origin: "http://a.example", "x-forwarded-host": "a.example" }],
	])("refuses a request %s, over HTTP and over a WebSocket", async (_name, headers) => {
		for (const action of ["getSessionInfo", "sync", "prompt", "answerApproval", "destroyWorkspace"]) {
			const { status, body } = await callAction(action, headers);
			expect([action, status, body]).toEqual([action, 500, expect.stringContaining('"origin_not_allowed"')]);
		}
		expect(await openSocket(headers)).toContain("origin_not_allowed");
	});
});
