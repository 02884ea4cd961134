import { afterAll, beforeAll, expect, test } from "vitest";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { createWorkspaceStore, type WorkspaceStore } from "../../src/core/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { loadFactor } from "../harness/loadFactor.ts";
import { refused } from "../harness/refused.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

const SHORT_MS = 6_000;

/** Whose access goes on when it is asked for again, and with which role. */
const roles = new Map<string, "editor" | "viewer">([
	["ada", "editor"],
	["ben", "editor"],
]);
const logged: LogEntry[] = [];
let server: WorkspaceServer;
beforeAll(async () => {
	server = await startWorkspaceServer({
		onLog: (entry) => logged.push(entry),
		authenticate: ({ params }) => {
			const { userId, over = false } = params as { readonly userId: string; readonly over?: boolean };
			const role = roles.get(userId);
			if (!role) return null;
			return { userId, name: userId, role, expiresAt: Date.now() + (over ? -1 : SHORT_MS) };
		},
	});
});
afterAll(() => server.stop());

interface Page extends AsyncDisposable {
	readonly store: WorkspaceStore;
	/** How often the page was asked who opens the workspace. */
	asked(): number;
}

async function openPage(userId: string): Promise<Page> {
	await server.client().workspace.getOrCreate(["expiry"], { params: { userId } }).getSessionInfo();
	let asked = 0;
	const getParams = () => {
		asked += 1;
		return { userId };
	};
	const connect = connectRivet({ workspaceId: "expiry", endpoint: server.engine.endpoint, getParams });
	const store = createWorkspaceStore({ workspaceId: "expiry", connect, storage: null });
	const stop = store.start();
	await waitFor(() => store.get().connectionStatus.status === "connected", "the page to connect");
	return { store, asked: () => asked, [Symbol.asyncDispose]: async () => stop() };
}

test("a page asks again before its access ends, sees no gap, and has the role that it gets then", async () => {
	await using page = await openPage("ada");
	const { store } = page;
	expect(store.get().self?.role).toBe("editor");
	const before = page.asked();
	const statuses = new Set<string>();
	const participants = new Set<number>();
	store.subscribe(() => {
		statuses.add(store.get().connectionStatus.status);
		participants.add(store.get().participants.length);
	});
	roles.set("ada", "viewer");
	await waitFor(() => store.get().self?.role === "viewer", "the new role");
	const { expiresAt } = store.get().self ?? {};
	await waitFor(() => (store.get().self?.expiresAt ?? 0) > (expiresAt ?? 0), "the next renewal");
	expect(page.asked()).toBeGreaterThan(before + 1);
	expect([...statuses]).toEqual(["connected"]);
	expect(participants).not.toContain(0);
});

test("a page whose access does not go on is refused, within two seconds of its end", async () => {
	await using page = await openPage("ben");
	roles.delete("ben");
	const since = performance.now();
	await waitFor(() => page.store.get().connectionStatus.status === "refused", "the refusal");
	expect(performance.now() - since).toBeLessThan(SHORT_MS + 2_000 * loadFactor());
	expect(page.store.get().connectionStatus).toMatchObject({ error: { code: "unauthenticated" } });
	expect(logged.map(({ event }) => event)).toContain("access_expired");
});

test("access that is over already is refused", async () => {
	const params = { userId: "ada", over: true };
	const call = server.client().workspace.getOrCreate(["expiry"], { params }).getSessionInfo();
	expect((await refused(call)).code).toBe("unauthenticated");
});
