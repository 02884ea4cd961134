import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let open: WorkspaceServer;
let actorId: string;
beforeAll(async () => {
	open = await startWorkspaceServer({ origins: ["https://*.example.com"] });
	actorId = await open.client().workspace.getOrCreate(["gate"]).resolve();
});
afterAll(() => open.stop());

type Headers = Readonly<Record<string, string>>;

interface Answer {
	readonly status: number;
	readonly body: string;
}

/** One action without a connection, with headers that `fetch` would not let us write. */
function callAction(name: string, headers: Headers): Promise<Answer> {
	const { port } = new URL(open.engine.endpoint);
	const path = `/gateway/${actorId}/action/${name}`;
	const all = { "content-type": "application/json", "x-rivet-encoding": "json", ...headers };
	return new Promise((resolve, reject) => {
		const sent = request({ host: "127.0.0.1", port, path, method: "POST", headers: all }, async (response) => {
			const body = (await response.toArray()).join("");
			resolve({ status: response.statusCode ?? 0, body });
		});
		sent.once("error", reject);
		sent.end(JSON.stringify({ args: [] }));
	});
}

const HANDSHAKE = {
	connection: "Upgrade",
	upgrade: "websocket",
	"sec-websocket-version": "13",
	"sec-websocket-key": "d29ya3NwYWNlLWNoYXQuLg==",
	"sec-websocket-protocol": "rivet, rivet_encoding.json",
};

/** The first frame that a WebSocket gets: the workspace's greeting, or why it is closed. A server's frames are readable. */
function openSocket(headers: Headers): Promise<string> {
	const { port } = new URL(open.engine.endpoint);
	const path = `/gateway/${actorId}/connect`;
	return new Promise((resolve, reject) => {
		const sent = request({ host: "127.0.0.1", port, path, headers: { ...HANDSHAKE, ...headers } });
		sent.once("upgrade", (_response, socket, head) => {
			const show = (data: Buffer) => {
				resolve(data.toString());
				socket.destroy();
			};
			if (head.length > 0) show(head);
			else socket.once("data", show);
		});
		sent.once("response", ({ statusCode }) => resolve(`status ${statusCode}`));
		sent.once("error", reject);
		sent.end();
	});
}

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
