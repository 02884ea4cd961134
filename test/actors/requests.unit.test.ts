import { afterEach, expect, test, vi } from "vitest";
import { insertRequest } from "../../actors/database/requestTable.ts";
import { storeIdempotent } from "../../actors/writer/transaction.ts";
import { type LocalWorkspace, openLocalWorkspace } from "../harness/openLocalWorkspace.ts";
import { TestDatabase } from "../harness/TestDatabase.ts";

const HOUR = 3_600_000;
const sandbox = { baseUrl: "http://127.0.0.1:9" };

let hours = 0;
const now = Date.now;
vi.spyOn(Date, "now").mockImplementation(() => now() + hours * HOUR);

let opened: LocalWorkspace;
afterEach(() => opened.workspace.sleep());

const requestOf = (clientId: string) => ({ userId: "ada", action: "act", request: { clientId } });

/** Does something under a client id; the answer is the hour in which it was done first. */
function act(clientId: string): Promise<number> {
	return opened.workspace.writer.commit("act", (tx) => storeIdempotent(tx, requestOf(clientId), () => hours));
}

async function countRequests(): Promise<number> {
	const [row] = await opened.db.execute<{ count: number }>("SELECT count(*) AS count FROM requests");
	return row?.count ?? 0;
}

test("a workspace that never sleeps keeps the responses of two days, however long it runs", async () => {
	opened = await openLocalWorkspace({ sandbox });
	const first = hours;
	for (; hours < first + 21 * 24; hours += 1) {
		await act(`${hours}`);
		await act(`${hours}, again`);
	}
	expect(await countRequests()).toBeLessThanOrEqual(2 * 49);
	expect(await act(`${hours - 47}`)).toBe(hours - 47);
	expect(await act(`${hours - 50}`)).toBe(hours);
});

test("deletes what a long sleep left over in small transactions", async () => {
	const db = await TestDatabase.open();
	const old = Date.now() - 49 * HOUR;
	for (let n = 0; n < 1_000; n++) await insertRequest(db, requestOf(`${n}`), n, old);
	opened = await openLocalWorkspace({ sandbox }, db);
	expect(await countRequests()).toBe(800);
	await act("one more");
	expect(await countRequests()).toBe(799);
});

test("a request from before there were fingerprints is answered, whatever it asked for", async () => {
	const db = await TestDatabase.open();
	await insertRequest(db, requestOf("old"), "first", Date.now());
	await db.execute("UPDATE requests SET fingerprint = NULL WHERE client_id = ?", "old");
	opened = await openLocalWorkspace({ sandbox }, db);
	const other = { userId: "ada", action: "act", request: { clientId: "old", text: "another" } };
	const answer = opened.workspace.writer.commit("act", (tx) => storeIdempotent(tx, other, () => "second"));
	expect(await answer).toBe("first");
});
