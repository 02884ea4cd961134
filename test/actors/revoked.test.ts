import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WorkspaceAdmin } from "../../actors/admin/WorkspaceAdmin.ts";
import { createWorkspaceStore, type WorkspaceStore } from "../../src/core/index.ts";
import type { Role } from "../../src/protocol/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { createServers } from "../harness/createServers.ts";
import { loadFactor } from "../harness/loadFactor.ts";
import { waitFor } from "../harness/waitFor.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import { createWorkspaceClient } from "../harness/workspaceClient.ts";

// Two servers have the workspaces. This process has none: it is the host's backend.

const ADMIN_KEY = "a-secret-of-the-programs-of-the-host";
const WORKSPACES = ["one", "two", "three", "four", "five", "six"];

const servers = createServers();
let admin: WorkspaceAdmin;
beforeAll(async () => {
	admin = new WorkspaceAdmin({ adminKey: ADMIN_KEY, endpoint: servers.engine.endpoint });
	await setRoles({ ada: "editor", ben: "viewer" });
	for (let count = 0; count < 2; count++) await servers.start({ TEST_ADMIN_KEY: ADMIN_KEY, TEST_ROLES: rolesFile() });
});
afterAll(() => admin.dispose());

const rolesFile = () => join(servers.engine.folder, "roles.json");

/** In one step: a server that reads half a file would refuse the person for good. */
async function setRoles(roles: Readonly<Record<string, Role>>): Promise<void> {
	await writeFile(`${rolesFile()}.new`, JSON.stringify(roles));
	await rename(`${rolesFile()}.new`, rolesFile());
}

interface Page {
	readonly store: WorkspaceStore;
	close(): void;
}

async function openPage(workspaceId: string, userId: string): Promise<Page> {
	const getParams = () => ({ userId });
	const connect = connectRivet({ workspaceId, endpoint: servers.engine.endpoint, createMissing: false, getParams });
	const store = createWorkspaceStore({ workspaceId, connect, storage: null });
	const close = store.start();
	await waitFor(() => store.get().connectionStatus.status === "connected", `${userId} in ${workspaceId}`, 40_000);
	return { store, close };
}

const statuses = (pages: readonly Page[]) => pages.map(({ store }) => store.get().connectionStatus.status);

test("every connection of a person is closed at once, on all servers, and those of others stay", async () => {
	const client = createWorkspaceClient(servers.engine.endpoint);
	for (const id of WORKSPACES) {
		await admin.createWorkspace(id);
		await wakeWorkspace(client, id, { userId: "ben" });
	}
	const adas = await Promise.all([...WORKSPACES, ...WORKSPACES].map((id) => openPage(id, "ada")));
	const bens = await Promise.all(WORKSPACES.map((id) => openPage(id, "ben")));
	const lost = new Set<WorkspaceStore>();
	for (const { store } of bens)
		store.subscribe(() => store.get().connectionStatus.status !== "connected" && lost.add(store));

	await setRoles({ ada: "viewer", ben: "viewer" });
	const lowered = await admin.disconnectUser("ada", WORKSPACES);
	expect(lowered).toEqual({ closed: adas.length, failed: [] });
	const rolesOf = () => adas.map(({ store }) => store.get().self?.role);
	await expect.poll(rolesOf, { timeout: 10_000 * loadFactor() }).toEqual(adas.map(() => "viewer"));

	await setRoles({ ben: "viewer" });
	const { closed, failed } = await admin.disconnectUser("ada", [...WORKSPACES, "never-made"]);
	expect({ closed, failed }).toEqual({ closed: adas.length, failed: [] });
	await expect.poll(() => statuses(adas), { timeout: 5_000 * loadFactor() }).toEqual(adas.map(() => "refused"));
	expect(adas[0]?.store.get().connectionStatus).toMatchObject({ error: { code: "unauthenticated" } });
	expect([...lost]).toEqual([]);
	for (const { close } of [...adas, ...bens]) close();
	await client.dispose();
});

test("only a program with the admin key can do it", async () => {
	const guess = new WorkspaceAdmin({ adminKey: `${ADMIN_KEY}?`, endpoint: servers.engine.endpoint });
	const { closed, failed } = await guess.disconnectUser("ben", "one");
	expect(closed).toBe(0);
	expect(failed).toMatchObject([{ workspaceId: "one", error: { code: "forbidden" } }]);
	await guess.dispose();
});
