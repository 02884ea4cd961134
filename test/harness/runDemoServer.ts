import { join } from "node:path";
import { createWorkspace, local, serve } from "../../actors/index.ts";
import { demoAgent } from "../../demo/agent/index.ts";

// The server of the README, with short pauses. The tests of `serve()` start it.

const folder = process.cwd();
const { TEST_HEALTH_PORT, TEST_TURN_GRACE_MS, TEST_DESTROY_AFTER_MS = "0" } = process.env;
const workspace = createWorkspace({
	agent: "demo",
	sandbox: local({
		agents: { demo: demoAgent({ pace: 0 }) },
		agentsDirectory: join(folder, "agents"),
		root: join(folder, "work"),
	}),
	allowUnauthenticated: true,
	adminKey: process.env.WORKSPACE_CHAT_ADMIN_KEY || undefined,
	limits: { sleepAfterMs: 1_000, destroyAfterMs: Number(TEST_DESTROY_AFTER_MS) },
	onLog: ({ level, event, workspaceId }) => console.log(`level=${level} event=${event} workspace=${workspaceId}`),
});
await serve(
	{ use: { workspace } },
	{
		healthPort: TEST_HEALTH_PORT ? Number(TEST_HEALTH_PORT) : undefined,
		turnGraceMs: TEST_TURN_GRACE_MS ? Number(TEST_TURN_GRACE_MS) : undefined,
	},
);
