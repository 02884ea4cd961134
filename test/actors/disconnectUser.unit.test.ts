import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { WorkspaceAdmin } from "../../actors/admin/WorkspaceAdmin.ts";

test("workspaces that do not exist cost one request each, and keep nobody connected elsewhere for longer", async () => {
	const asked: string[] = [];
	// What the engine answers for keys that it has not.
	const engine = createServer(({ method, url = "" }, response) => {
		asked.push(`${method} ${url.split("?")[0]}`);
		response.setHeader("content-type", "application/json");
		response.end(JSON.stringify({ actors: [], pagination: {} }));
	});
	await new Promise<void>((resolve) => engine.listen(0, "127.0.0.1", resolve));
	const { port } = engine.address() as AddressInfo;
	const admin = new WorkspaceAdmin({ adminKey: "key", endpoint: `http://127.0.0.1:${port}` });

	const ids = Array.from({ length: 40 }, (_, index) => `workspace-${index}`);
	expect(await admin.disconnectUser("ada", ids)).toEqual({ closed: 0, failed: [] });
	expect(asked).toEqual(ids.map(() => "GET /actors"));

	await admin.dispose();
	engine.closeAllConnections();
	engine.close();
});
