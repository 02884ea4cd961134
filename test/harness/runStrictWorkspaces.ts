import { setup } from "rivetkit";
import { createWorkspace } from "../../actors/createWorkspace.ts";
import type { Identity } from "../../actors/index.ts";

// Like runWorkspaces.ts, but with authentication, few connections per person, and a short heartbeat.
const { TEST_SANDBOX_URL: baseUrl = "", TEST_SANDBOX_TOKEN: token } = process.env;
const workspace = createWorkspace({
	agent: "mock",
	sandbox: { baseUrl, token },
	authenticate: ({ params }) => ({ ...(params as Identity), role: "owner" }),
	limits: { connectionsPerPerson: 2, heartbeatIntervalMs: 1_000 },
});
const registry = setup({ use: { workspace }, noWelcome: true, logging: { level: "silent" } });
await registry.startAndWait();
process.send?.("serving");
