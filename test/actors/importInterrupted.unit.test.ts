import { afterEach, expect, test, vi } from "vitest";
import { stop } from "../../actors/actions/promptActions.ts";
import { importPage } from "../../actors/actions/transferActions.ts";
import { SCHEMA_STEPS } from "../../actors/database/migrations.ts";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { OpenedWorkspace } from "../../actors/runtime/OpenedWorkspace.ts";
import type { WorkspaceContext } from "../../actors/runtime/workspaceDefinition.ts";
import { createHeader } from "../../actors/transfer/exportFormat.ts";
import { packLines } from "../../actors/transfer/page.ts";
import { type LocalWorkspace, openLocalWorkspace } from "../harness/openLocalWorkspace.ts";

const HEADER = createHeader({ schema: SCHEMA_STEPS, workspaceId: "acme/web", exportedAt: 1, package: "0.1.0" });
const BY = { userId: "ada", name: "Ada" };
const PROMPT = {
	...{ kind: "prompt", id: "waiting", order: 1, seq: 1, turnId: null, createdAt: 1, by: BY, clientId: "c" },
	...{ text: "Go", attachments: [], state: "queued", result: null },
};
const ROW = {
	table: "items",
	row: {
		id: "waiting",
		ord: 1,
		seq: 1,
		kind: "prompt",
		place: "queue",
		open: 1,
		body: JSON.stringify(PROMPT),
		wire: null,
	},
};

afterEach(() => vi.useRealTimers());

interface Opened extends LocalWorkspace {
	readonly logged: LogEntry[];
	readonly opened: OpenedWorkspace;
	/** How Rivet calls an action for a program that has the key, or for a person. */
	contextOf(userId: string): WorkspaceContext;
	isDestroyed(): boolean;
}

async function open(db?: LocalWorkspace["db"]): Promise<Opened> {
	const logged: LogEntry[] = [];
	const onLog = (entry: LogEntry) => void logged.push(entry);
	const local = await openLocalWorkspace({ sandbox: { baseUrl: "http://127.0.0.1:9" }, onLog }, db);
	const opened = new OpenedWorkspace(local.workspace.host, local.workspace);
	const contextOf = (userId: string) =>
		({
			vars: opened,
			conn: { id: userId, state: { userId, name: userId, role: "owner" } },
		}) as unknown as WorkspaceContext;
	return {
		...local,
		logged,
		opened,
		contextOf,
		isDestroyed: () => logged.some(({ event }) => event === "workspace_destroyed"),
	};
}

const ADMIN = "workspace-chat:admin";
const IMPORTING = { code: "workspace_importing" };

const begin = ({ contextOf }: Opened) => importPage(contextOf(ADMIN), { step: "begin", header: HEADER });
const send = ({ contextOf }: Opened, ...rows: readonly unknown[]) => {
	const data = Buffer.from(packLines(rows.map((row) => JSON.stringify(row)))).toString("base64");
	return importPage(contextOf(ADMIN), { step: "part", data, isLast: true });
};
const finish = ({ contextOf }: Opened, rows: number) =>
	importPage(contextOf(ADMIN), { step: "finish", rows, keepSandbox: false });

function expectRefused({ opened, contextOf }: Opened) {
	expect(() => opened.requireForPerson()).toThrow(expect.objectContaining(IMPORTING));
	return expect(stop(contextOf("ada"), { clientId: "c", turnId: "turn" })).rejects.toMatchObject(IMPORTING);
}

test("from its beginning until the workspace is opened with it, nobody sees an import", async () => {
	const into = await open();
	expect(into.opened.requireForPerson()).toBe(into.workspace);
	const close = vi.fn(async () => undefined);
	const client = { id: "one", userId: "ada", role: "owner", expiresAt: null, send: () => undefined, close } as const;
	vi.spyOn(into.workspace.host, "clients").mockReturnValue([client, { ...client, userId: ADMIN, close: vi.fn() }]);
	await begin(into);
	expect(close).toHaveBeenCalledExactlyOnceWith("importing");
	await expectRefused(into);
	// The program that imports gets another sentence than a page, which only has to wait.
	await expect(begin(into)).rejects.toMatchObject({ ...IMPORTING, message: expect.stringMatching(/^Another import/) });
	await send(into, ROW);
	await expectRefused(into);
	await finish(into, 1);
	await expectRefused(into);
	expect(into.isDestroyed()).toBe(false);
	const after = await open(into.db);
	expect(after.opened.requireForPerson()).toBe(after.workspace);
	expect(after.workspace.openItems.prompts()).toMatchObject([{ id: "waiting" }]);
	expect(after.isDestroyed()).toBe(false);
});

test.each<[string, (into: Opened) => Promise<unknown>]>([
	["a row that is none", (into) => send(into, { table: "items", row: {} })],
	["rows that are missing", (into) => finish(into, 7)],
	["a program that cannot go on", (into) => importPage(into.contextOf(ADMIN), { step: "abort" })],
])("after %s nothing of it is left", async (_what, fail) => {
	const into = await open();
	await begin(into);
	await send(into, ROW);
	await fail(into).catch((error: unknown) => expect(error).toMatchObject({ code: "invalid_argument" }));
	await expect.poll(() => into.isDestroyed()).toBe(true);
	await expectRefused(into);
});

test("an import whose program is silent is given up", async () => {
	const into = await open();
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
	await begin(into);
	await vi.advanceTimersByTimeAsync(100_000);
	await send(into, ROW);
	await vi.advanceTimersByTimeAsync(100_000);
	expect(into.isDestroyed()).toBe(false);
	await vi.advanceTimersByTimeAsync(100_000);
	expect(into.isDestroyed()).toBe(true);
});

test("a start that finds a part of an import removes it, and runs nothing of it", async () => {
	const killed = await open();
	await begin(killed);
	await send(killed, ROW);
	const after = await open(killed.db);
	await expectRefused(after);
	await expect.poll(() => after.isDestroyed()).toBe(true);
	expect(after.workspace.currentTurn.get()).toBeNull();
	killed.workspace.workspaceImport.stop();
});

test("an import that does not begin leaves the workspace as it was", async () => {
	const into = await open();
	await into.workspace.writer.commit("test", async ({ put }) => {
		put(PROMPT as never);
	});
	await expect(begin(into)).rejects.toMatchObject({ code: "workspace_not_empty" });
	await importPage(into.contextOf(ADMIN), { step: "abort" });
	expect(into.opened.requireForPerson()).toBe(into.workspace);
	expect(into.isDestroyed()).toBe(false);
});

test("a backup cannot make the start after it believe that it is not complete", async () => {
	const into = await open();
	await begin(into);
	await send(into, { table: "meta", row: { key: "importing", value: "1" } });
	await finish(into, 1);
	const after = await open(into.db);
	expect(after.opened.requireForPerson()).toBe(after.workspace);
	const again = await open(into.db);
	expect(again.opened.requireForPerson()).toBe(again.workspace);
});
