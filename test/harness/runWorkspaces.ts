import { setup } from "rivetkit";
import { createWorkspace } from "../../actors/createWorkspace.ts";
import { MIGRATIONS } from "../../actors/database/migrations.ts";
import { drainWorkspaces } from "../../actors/lifecycle/drain.ts";
import { measureProcess } from "./measureProcess.ts";

// A process that holds workspaces, for tests that kill it. Its settings come from the environment.
const {
	TEST_SANDBOX_URL: baseUrl = "",
	TEST_SANDBOX_TOKEN: token,
	TEST_LOG,
	TEST_EXPIRE_AFTER = "{}",
	TEST_TURN_GRACE_MS = "0",
	TEST_NEWER_SCHEMA,
} = process.env;
// As a later version would: its database has a step that this version does not know.
if (TEST_NEWER_SCHEMA) (MIGRATIONS as string[]).push("CREATE TABLE newer (id TEXT PRIMARY KEY);");
/** The expiry of permission requests by workspace, in milliseconds. */
const expireAfter: Readonly<Record<string, number>> = JSON.parse(TEST_EXPIRE_AFTER);
const workspace = createWorkspace({
	agent: "mock",
	sandbox: { baseUrl, token },
	// People who leave while the engine is dead must be noticed within the run.
	limits: { idleConnectionTimeoutMs: 60_000 },
	approvals: { policy: ({ workspaceId }) => ({ ask: { expireAfterMs: expireAfter[workspaceId] } }) },
});
const registry = setup({
	use: { workspace },
	noWelcome: true,
	shutdown: { disableSignalHandlers: true },
	logging: { level: TEST_LOG === "info" ? "info" : "silent" },
});
await registry.startAndWait();
// As `serve()` does it. Rivet's own handler sometimes ends the process before the engine knows that workspaces move.
process.once("SIGTERM", async () => {
	await drainWorkspaces(Number(TEST_TURN_GRACE_MS));
	await registry.shutdown();
	setTimeout(() => process.exit(0), 500);
});
process.on("message", () => process.send?.(measureProcess()));
process.send?.("serving");
