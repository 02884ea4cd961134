import { actor } from "rivetkit";
import * as v from "valibot";
import { createWorkspace } from "../../actors/createWorkspace.ts";
import { serve } from "../../actors/server/serve.ts";

// A server of a cluster: workspaces, and an actor that does nothing, to compare with what the engine itself needs.

const { TEST_SANDBOX_URL: baseUrl = "", TEST_SANDBOX_TOKEN: token, TEST_TURN_GRACE_MS = "60000" } = process.env;

const bare = actor({ actions: { ping: () => process.pid } });

const workspace = createWorkspace({
	agent: "mock",
	sandbox: { baseUrl, token },
	params: v.object({ userId: v.string(), name: v.string() }),
	authenticate({ params, workspaceId }) {
		// The harness has to know who holds a workspace.
		process.send?.({ workspaceId });
		return { ...params, role: "owner" };
	},
	onLog: () => undefined,
});
await serve({ use: { workspace, bare } }, { turnGraceMs: Number(TEST_TURN_GRACE_MS) });
process.send?.("serving");
