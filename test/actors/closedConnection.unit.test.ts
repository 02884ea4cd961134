import { expect, test, vi } from "vitest";
import { ACTION_HANDLERS } from "../../actors/actions/actions.ts";
import { OpenedWorkspace } from "../../actors/runtime/OpenedWorkspace.ts";
import type { WorkspaceContext } from "../../actors/runtime/workspaceDefinition.ts";
import { openLocalWorkspace } from "../harness/openLocalWorkspace.ts";
import { refused } from "../harness/refused.ts";

test("a connection that was closed before its socket could be does nothing more, and its socket is closed then", async () => {
	const { db, workspace } = await openLocalWorkspace({ sandbox: { baseUrl: "http://127.0.0.1:9" } });
	const host = { ...workspace.host, isConnected: () => false };
	const disconnect = vi.fn(async () => undefined);
	const state = { userId: "ada", name: "Ada", role: "owner" };
	const context = {
		vars: new OpenedWorkspace(host, { ...workspace, host }),
		conn: { id: "connection-1", state, isHibernatable: true, disconnect },
		key: ["local"],
		db,
	} as unknown as WorkspaceContext;

	const error = await refused(ACTION_HANDLERS.prompt(context, { clientId: "0123456789abcdef", text: "help" }));
	expect(error).toMatchObject({ code: "connection_lost" });
	expect(disconnect).toHaveBeenCalledOnce();
	expect(workspace.openItems.queue()).toEqual([]);
	await workspace.sleep();
});
