import { afterAll, beforeAll, expect, test } from "vitest";
import { createChanges } from "../harness/createChanges.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
beforeAll(async () => {
	server = await startWorkspaceServer();
});
afterAll(() => server.stop());

test("the client of sandbox-agent's guide runs unchanged", async () => {
	const conn = server.client().workspace.getOrCreate(["guide"]).connect();
	const changes = createChanges();
	const users: unknown[] = [];
	const updates: string[] = [];
	conn.on("chat.user", (event) => {
		users.push(event);
		changes.notify();
	});
	conn.on("session.event", (event) => {
		updates.push(JSON.stringify(event));
		changes.notify();
	});
	await conn.prompt({ userId: "user-123", text: "markdown" });
	await changes.until(
		() => updates.some((update) => update.includes('"stopReason":"end_turn"')),
		() => "the turn's end",
	);

	expect(users).toEqual([{ userId: "user-123", text: "markdown", createdAt: expect.any(Number) }]);
	expect(updates.some((update) => update.includes("agent_message_chunk"))).toBe(true);
	expect(await conn.getSessionInfo()).toMatchObject({
		workspaceId: "guide",
		agent: "mock",
		state: { status: "ready" },
	});
});
