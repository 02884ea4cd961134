import { readFile } from "node:fs/promises";
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WorkspaceAdmin } from "../../actors/admin/WorkspaceAdmin.ts";
import { createWorkspaceStore } from "../../src/core/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { refused } from "../harness/refused.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
let proxy: Server;
let address: string;
beforeAll(async () => {
	server = await startWorkspaceServer({
		authenticate({ params }) {
			const { member } = Object(params) as { readonly member?: string };
			return member === undefined ? null : { userId: member, name: member, role: "editor" };
		},
	});
	proxy = await startProxy(server.engine.endpoint);
	address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterAll(async () => {
	proxy.closeAllConnections();
	proxy.close();
	await server.stop();
});

/** The pattern of docs/deploy.md, which both of its configurations have. */
async function readPattern(): Promise<RegExp> {
	const text = await readFile(new URL("../../docs/deploy.md", import.meta.url), "utf8");
	const patterns = [...text.matchAll(/"(\^\(rvt-namespace=.*?\$)"/g)].map(([, pattern]) => pattern);
	expect(patterns).toHaveLength(2);
	expect(new Set(patterns).size).toBe(1);
	return new RegExp(patterns[0] ?? "");
}

/** What the configurations of nginx and Caddy do, which a machine for tests may not have. */
async function startProxy(endpoint: string): Promise<Server> {
	const pattern = await readPattern();
	const isOpen = ({ url = "" }: IncomingMessage) => {
		const [path = "", ...query] = url.split("?");
		if (path === "/metadata") return true;
		if (!path.startsWith("/gateway/") || /^\/gateway\/[^/]+\/(.*\/)?(inspector|metrics)(\/|$)/.test(path)) return false;
		return pattern.test(query.join("?"));
	};
	const { port } = new URL(endpoint);
	const forward = ({ url, method, headers }: IncomingMessage) =>
		httpRequest({ host: "127.0.0.1", port, path: url, method, headers });
	const created = createServer((incoming, outgoing) => {
		if (!isOpen(incoming)) {
			outgoing.writeHead(403).end();
			return;
		}
		const sent = forward(incoming).once("response", (response) => {
			outgoing.writeHead(response.statusCode ?? 502, response.headers);
			response.pipe(outgoing);
		});
		incoming.pipe(sent);
	});
	created.on("upgrade", (incoming, socket, sentWith) => {
		if (!isOpen(incoming)) {
			socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
			return;
		}
		const sent = forward(incoming).once("upgrade", (response, upstream, receivedWith) => {
			const lines = response.rawHeaders.flatMap((name, index, all) =>
				index % 2 ? [] : [`${name}: ${all[index + 1]}`],
			);
			socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
			socket.write(receivedWith);
			upstream.write(sentWith);
			upstream.pipe(socket).pipe(upstream);
			for (const end of [socket, upstream]) end.on("error", () => end.destroy());
		});
		sent.end();
	});
	await new Promise<void>((resolve) => created.listen(0, "127.0.0.1", resolve));
	return created;
}

/** The ids of all workspaces that the engine has. */
async function listWorkspaces(): Promise<readonly string[]> {
	const response = await fetch(`${server.engine.endpoint}/actors?namespace=default&name=workspace&limit=100`);
	const { actors } = (await response.json()) as { readonly actors: readonly { readonly key: string }[] };
	return actors.map(({ key }) => key).sort();
}

function openAdmin(endpoint: string) {
	const admin = new WorkspaceAdmin({ adminKey: "not needed to create a workspace", endpoint });
	return {
		createWorkspace: (workspaceId: string) => admin.createWorkspace(workspaceId),
		[Symbol.asyncDispose]: () => admin.dispose(),
	};
}

function openStore(workspaceId: string, member: string | undefined) {
	const getParams = () => ({ member });
	const connect = connectRivet({ workspaceId, endpoint: address, createMissing: false, getParams });
	const store = createWorkspaceStore({ workspaceId, connect, storage: null });
	return { store, stop: store.start() };
}

test("a page whose workspace does not exist says so, and opens it once the host has created it", async () => {
	const { store, stop } = openStore("made-later", "ada");
	await waitFor(() => store.get().connectionStatus.status === "refused", "the refusal");
	expect(store.get().connectionStatus).toMatchObject({ error: { code: "workspace_not_found" } });
	expect(await listWorkspaces()).not.toContain("made-later");

	await using admin = openAdmin(server.engine.endpoint);
	await admin.createWorkspace("made-later");
	await admin.createWorkspace("made-later");
	store.reconnect();
	await waitFor(() => store.get().connectionStatus.status === "connected", "the workspace to open", 40_000);
	expect((await listWorkspaces()).filter((key) => key === "made-later")).toHaveLength(1);

	const { promptId } = await store.prompt("help");
	const isDone = () => {
		const item = store.get().items.get(promptId);
		return item?.kind === "prompt" && item.state === "done";
	};
	await waitFor(isDone, "the answer through the proxy", 60_000);
	stop();
});

test("an id that is none, and an engine that does not answer, are refused with their codes", async () => {
	await using admin = openAdmin(server.engine.endpoint);
	expect(await refused(admin.createWorkspace("a,b"))).toMatchObject({ code: "invalid_workspace_id" });
	await using nowhere = openAdmin("http://127.0.0.1:9");
	expect(await refused(nowhere.createWorkspace("a"))).toMatchObject({ code: "connection_lost" });
});

describe("a stranger creates nothing behind the proxy", () => {
	const query = "rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-key=";

	test.each([
		["as Rivet's client does", `/gateway/workspace/action/sync?${query}s1`],
		["with `create`", "/gateway/workspace/action/sync?rvt-namespace=default&rvt-method=create&rvt-key=s2"],
		["with an encoded value", `/gateway/workspace/action/sync?${query.replace("getOr", "%67etOr")}s3`],
		["with an encoded name", `/gateway/workspace/action/sync?${query.replace("rvt-method", "rvt%2Dmethod")}s4`],
		["with both methods", `/gateway/workspace/action/sync?rvt-namespace=default&rvt-method=get&${query}s5`],
		[
			"with another method hidden behind the first",
			"/gateway/workspace/action/sync?rvt-namespace=default&rvt-method=get&rvt%2Dmethod=getOrCreate&rvt-key=s6",
		],
		["with an encoded path", `/%67ateway/workspace/action/sync?${query}s7`],
		["with a path that leaves", `/metadata/../gateway/workspace/action/sync?${query}s8`],
	])("%s", async (_name, path) => {
		const before = await listWorkspaces();
		const sent = httpRequest(new URL(address), {
			path,
			method: "POST",
			headers: { "content-type": "application/json" },
		});
		const status = await new Promise((resolve) => {
			sent.once("response", (response) => resolve(response.resume().statusCode));
			sent.end('{"args":[]}');
		});
		expect(status).toBe(403);
		expect(await listWorkspaces()).toEqual(before);
	});

	test.each(["PUT", "POST", "DELETE", "GET"])("with %s /actors", async (method) => {
		const body = JSON.stringify({
			name: "workspace",
			key: "s9",
			runner_name_selector: "default",
			crash_policy: "sleep",
		});
		const init = method === "GET" ? { method } : { method, body, headers: { "content-type": "application/json" } };
		expect((await fetch(`${address}/actors?namespace=default`, init)).status).toBe(403);
	});

	test("the metrics of a workspace are closed, too", async () => {
		expect((await fetch(`${address}/gateway/anything/metrics`)).status).toBe(403);
	});
});
