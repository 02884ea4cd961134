import { expect, test } from "vitest";
import { createWorkspaceHost } from "../../actors/host/workspaceHost.ts";

test("nothing is sent before the actor has started: Rivet cannot send it to the connections that it has restored", () => {
	const sent: string[] = [];
	const port = { key: ["room"], broadcast: (name: string) => sent.push(name) };
	const host = createWorkspaceHost(port as unknown as Parameters<typeof createWorkspaceHost>[0], () => undefined);
	host.broadcast("workspace.head", { epoch: 1, seq: 1 });
	expect(sent).toEqual([]);
	host.start();
	host.broadcast("workspace.head", { epoch: 1, seq: 1 });
	expect(sent).toEqual(["workspace.head"]);
});
