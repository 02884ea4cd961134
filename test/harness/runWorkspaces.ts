import { readFile } from "node:fs/promises";
import { setup } from "rivetkit";
import type { Authenticate } from "../../actors/access/identity.ts";
import type { OnAttention } from "../../actors/attention/onAttention.ts";
import { createDirectory } from "../../actors/createDirectory.ts";
import { createWorkspace } from "../../actors/createWorkspace.ts";
import { MIGRATIONS } from "../../actors/database/migrations.ts";
import { drainWorkspaces } from "../../actors/lifecycle/drain.ts";
import type { Role } from "../../src/protocol/index.ts";
import { measureProcess } from "./measureProcess.ts";

// A process that holds workspaces, for tests that kill it. Its settings come from the environment.
const {
	TEST_SANDBOX_URL: baseUrl = "",
	TEST_SANDBOX_TOKEN: token,
	TEST_LOG,
	TEST_EXPIRE_AFTER = "{}",
	TEST_TURN_GRACE_MS = "0",
	TEST_NEWER_SCHEMA,
	TEST_ROLES,
	TEST_MEMBERS,
	TEST_ADMIN_KEY,
	TEST_ATTENTION_URL,
	TEST_DIRECTORY_KEY: key,
} = process.env;
// As a later version would: its database has a step that this version does not know.
if (TEST_NEWER_SCHEMA) (MIGRATIONS as string[]).push("CREATE TABLE newer (id TEXT PRIMARY KEY);");

/** Reads the role of each person anew, from a file that a test changes. */
function authenticateByFile(path: string): Authenticate {
	return async ({ params }) => {
		const { userId } = params as { readonly userId: string };
		const roles: Readonly<Record<string, Role>> = JSON.parse(await readFile(path, "utf8"));
		const role = roles[userId];
		return role ? { userId, name: userId, role } : null;
	};
}

/** Posts what waits for people. */
function reportTo(url: string): OnAttention {
	return async ({ state, id }) => {
		await fetch(url, { method: "POST", body: JSON.stringify({ text: `${state} ${id}` }) });
	};
}

/** Gives some people a role, and everybody else needs an invite. */
function authenticateMembers(roles: Readonly<Record<string, Role>>): Authenticate {
	return ({ params }) => {
		const { userId, name = userId } = params as { readonly userId: string; readonly name?: string };
		return { userId, name, role: roles[userId] ?? null };
	};
}

function chooseAuthenticate(): Authenticate | undefined {
	if (TEST_ROLES) return authenticateByFile(TEST_ROLES);
	return TEST_MEMBERS ? authenticateMembers(JSON.parse(TEST_MEMBERS)) : undefined;
}

/** The expiry of permission requests by workspace, in milliseconds. */
const expireAfter: Readonly<Record<string, number>> = JSON.parse(TEST_EXPIRE_AFTER);
const workspace = createWorkspace({
	agent: "mock",
	sandbox: { baseUrl, token },
	// People who leave while the engine is dead must be noticed within the run.
	limits: { idleConnectionTimeoutMs: 60_000, attentionGraceMs: 0 },
	onAttention: TEST_ATTENTION_URL === undefined ? undefined : reportTo(TEST_ATTENTION_URL),
	adminKey: TEST_ADMIN_KEY,
	directory: key === undefined ? undefined : { tenantOf: (id) => id.split("/")[0] ?? null, key },
	roles: TEST_MEMBERS ? "workspace" : "host",
	authenticate: chooseAuthenticate(),
	approvals: { policy: ({ workspaceId }) => ({ ask: { expireAfterMs: expireAfter[workspaceId] } }) },
});
const registry = setup({
	use: { workspace, directory: createDirectory({ key }) },
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
