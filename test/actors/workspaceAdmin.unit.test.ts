import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { WorkspaceAdmin } from "../../actors/admin/WorkspaceAdmin.ts";

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of opened.splice(0)) await close();
});

/** A program with an engine that answers as it is told, and what the engine was asked for. */
async function connect(answer: (request: string) => unknown) {
	const asked: string[] = [];
	const engine = createServer(({ method, url = "" }, response) => {
		const request = `${method} ${url.split("?")[0]}`;
		asked.push(request);
		response.setHeader("content-type", "application/json");
		response.end(JSON.stringify(answer(request)));
	});
	await new Promise<void>((resolve) => engine.listen(0, "127.0.0.1", resolve));
	const { port } = engine.address() as AddressInfo;
	const admin = new WorkspaceAdmin({ adminKey: "key", endpoint: `http://127.0.0.1:${port}` });
	opened.push(async () => {
		await admin.dispose();
		engine.closeAllConnections();
		engine.close();
	});
	return { admin, asked };
}

/** What the engine answers for keys that it has not. */
const noActors = () => ({ actors: [], pagination: {} });

test("workspaces that do not exist cost one request each, and keep nobody connected elsewhere for longer", async () => {
	const { admin, asked } = await connect(noActors);
	const ids = Array.from({ length: 40 }, (_, index) => `workspace-${index}`);
	expect(await admin.disconnectUser("ada", ids)).toEqual({ closed: 0, failed: [] });
	expect(asked).toEqual(ids.map(() => "GET /actors"));
});

test.each([
	["destroyWorkspace", (admin: WorkspaceAdmin) => admin.destroyWorkspace("acme/nowhere")],
	["erasePerson", (admin: WorkspaceAdmin) => admin.erasePerson("acme/nowhere", "ada")],
	["exportWorkspace", (admin: WorkspaceAdmin) => admin.exportWorkspace("acme/nowhere").next()],
])("%s of a workspace that does not exist says so in words, after one request", async (_, call) => {
	const { admin, asked } = await connect(noActors);
	await expect(call(admin)).rejects.toMatchObject({
		code: "not_found",
		message: "There is no workspace “acme/nowhere”.",
	});
	expect(asked).toEqual(["GET /actors"]);
});

test("an import waits for a server that is just started, and creates no workspace before", async () => {
	let asks = 0;
	const { admin, asked } = await connect((request) => {
		if (request !== "GET /envoys") return { nothing: "that Rivet's client could use" };
		asks += 1;
		return { envoys: asks < 3 ? [] : [{ envoy_key: "a server" }] };
	});
	await expect(admin.importWorkspace("acme/web", ["{}\n"])).rejects.toMatchObject({ code: "connection_lost" });
	expect(asked).toEqual(["GET /envoys", "GET /envoys", "GET /envoys", "PUT /actors"]);
});
