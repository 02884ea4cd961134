import type { SessionEvent } from "sandbox-agent";
import { afterEach, expect, test } from "vitest";
import type { HostConnection } from "../../actors/host/workspaceHost.ts";
import { createWorkspace } from "../../actors/index.ts";
import { OpenedWorkspace } from "../../actors/runtime/OpenedWorkspace.ts";
import { type LocalWorkspace, openLocalWorkspace } from "../harness/openLocalWorkspace.ts";

const OPTIONS = { sandbox: { baseUrl: "http://127.0.0.1:9" }, allowUnauthenticated: true };

let opened: LocalWorkspace;
afterEach(() => opened.workspace.sleep());

const EVENT: SessionEvent = {
	id: "event",
	eventIndex: 1,
	sessionId: "default",
	createdAt: 0,
	connectionId: "agent",
	sender: "agent",
	payload: { jsonrpc: "2.0", method: "session/update", params: {} },
};

/** Whether it is broadcast what the agent sends. */
function isSent(): boolean {
	const before = opened.sent.length;
	opened.workspace.events.emit("sessionEventReceived", EVENT);
	return opened.sent.slice(before).includes("session.event");
}

function leave(connectionId: string): void {
	opened.workspace.events.emit("clientDisconnected", { connectionId, isCall: false });
}

test("what the agent sends is broadcast while somebody listens to it, and encoded for nobody otherwise", async () => {
	opened = await openLocalWorkspace(OPTIONS);
	expect(isSent()).toBe(false);
	const access = { sync: "commenter" } as const;
	const { canSubscribe } =
		createWorkspace({ agent: "mock", access, ...OPTIONS }).config.events?.["session.event"] ?? {};
	const vars = new OpenedWorkspace(opened.workspace.host, opened.workspace);
	expect(canSubscribe?.({ conn: { id: "refused", state: { role: "viewer" } }, vars })).toBe(false);
	expect(isSent()).toBe(false);
	expect(canSubscribe?.({ conn: { id: "guide", state: { role: "commenter" } }, vars })).toBe(true);
	expect(isSent()).toBe(true);
	leave("page");
	expect(isSent()).toBe(true);
	leave("guide");
	expect(isSent()).toBe(false);
});

test("a restored connection gets what the agent sends: it may have listened before", async () => {
	const restored: HostConnection = {
		id: "guide",
		userId: "ada",
		role: "owner",
		expiresAt: null,
		send: () => undefined,
		close: async () => undefined,
	};
	opened = await openLocalWorkspace(OPTIONS, undefined, [restored]);
	expect(isSent()).toBe(true);
	leave("guide");
	expect(isSent()).toBe(false);
});
