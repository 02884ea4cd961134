import { afterEach, describe, expect, test } from "vitest";
import { isStorageError, storageErrorInfo } from "../../actors/database/storageError.ts";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { message } from "../../stories/fixtures/sampleItems.ts";
import { type LocalWorkspace, openLocalWorkspace } from "../harness/openLocalWorkspace.ts";
import { waitFor } from "../harness/waitFor.ts";

const ADA = { userId: "ada", name: "Ada", role: "owner" } as const;
const LARGE = "x".repeat(20_000);

describe("a database that is full", () => {
	let opened: LocalWorkspace;
	let lines: LogEntry[] = [];
	afterEach(() => opened.workspace.sleep());

	/** A workspace whose database cannot grow, as SQLite itself enforces it. */
	async function openFull() {
		lines = [];
		opened = await openLocalWorkspace({
			sandbox: { baseUrl: "http://127.0.0.1:9" },
			limits: { flushIntervalMs: 10, retryBaseMs: 60_000 },
			onLog: (entry) => lines.push(entry),
		});
		await opened.db.execute("PRAGMA max_page_count = 1");
		return opened;
	}

	const makeRoom = () => opened.db.execute("PRAGMA max_page_count = 100000");
	const storageError = () => opened.workspace.sessionStore.get().storageError;
	const events = () => lines.map(({ event }) => event).filter((event) => event.startsWith("storage_"));

	/** Fills the pages that are there already. */
	async function fill(): Promise<unknown> {
		try {
			for (;;) await opened.workspace.promptQueue.send(ADA, { text: LARGE });
		} catch (error) {
			return error;
		}
	}

	test("refuses what is new, says so to everybody, and is still read", async () => {
		const { workspace } = await openFull();
		const failed = await fill();
		expect(isStorageError(failed)).toBe(true);
		await waitFor(() => storageError() !== null, "people to be told");
		expect(storageError()).toMatchObject({ code: "storage_full", message: expect.stringContaining("disk is full") });
		const { rows } = await workspace.writer.read("test", (tx) => tx.execute("SELECT id FROM items"));
		expect(rows.length).toBe(workspace.openItems.queue().length);
		await fill();
		expect(events()).toEqual(["storage_failed"]);
		expect(lines.find(({ event }) => event === "storage_failed")?.fields).toMatchObject({ code: "storage_full" });
	});

	test("recovers by itself once there is room, and what was said meanwhile is stored", async () => {
		const { workspace, db } = await openFull();
		await fill();
		const { order: _order, seq: _seq, ...said } = { ...message, id: "said", text: LARGE.repeat(4) };
		workspace.writer.stream([{ kind: "item", item: said }]);
		await workspace.writer.flush();
		const stored = () => db.execute("SELECT id FROM items WHERE id = 'said'");
		expect(await stored()).toEqual([]);
		await makeRoom();
		await waitFor(() => storageError() === null && events().includes("storage_recovered"), "the recovery");
		expect(await stored()).toEqual([{ id: "said" }]);
		await expect(workspace.promptQueue.send(ADA, { text: LARGE })).resolves.toMatchObject({
			position: expect.any(Number),
		});
	});
});

describe("an error of the storage", () => {
	const rivetError = (text: string) =>
		Object.assign(new Error("An internal error occurred"), {
			group: "core",
			code: "internal_error",
			metadata: { error: `actor 1 generation 1 key room\n\nCaused by:\n    ${text}` },
		});
	const io = rivetError("failed to step sqlite execute statement: disk I/O error");
	const disk =
		(free: number, isWritable = true) =>
		() =>
			Promise.resolve({ free, isWritable });
	const elsewhere = () => Promise.resolve(null);

	test.each([
		["as SQLite says it", new Error("database or disk is full"), elsewhere, "storage_full"],
		["as a system says it", rivetError("No space left on device"), elsewhere, "storage_full"],
		["without a reason, on a disk with too little room for the engine", io, disk(200_000_000), "storage_full"],
		["without a reason, on a disk with room", io, disk(300_000_000), "storage_unavailable"],
		["without a reason, on a disk that is read-only", io, disk(0, false), "storage_unavailable"],
		["without a reason, with the engine elsewhere", io, elsewhere, "storage_unavailable"],
		[
			"as SQLite says it of a disk that is read-only",
			new Error("attempt to write a readonly database"),
			elsewhere,
			"storage_unavailable",
		],
	] as const)("%s is known", async (_name, error, readDisk, code) => {
		expect(await storageErrorInfo(error, readDisk)).toMatchObject({ code });
	});

	const ofSandbox = [new Error("ENOSPC: no space left on device"), new Error("EROFS: read-only file system")];
	const others = [new Error("UNIQUE constraint failed"), rivetError("commit is too large"), "disk I/O error", null];

	test.each([...ofSandbox, ...others])("is no other error: %s", async (error) => {
		expect(await storageErrorInfo(error, disk(0))).toBeNull();
	});
});
