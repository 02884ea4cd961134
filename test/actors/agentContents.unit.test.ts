import type { SessionEvent } from "sandbox-agent";
import { describe, expect, test } from "vitest";
import { AgentContents } from "../../actors/contents/AgentContents.ts";
import { FailureStreak } from "../../actors/log/FailureStreak.ts";
import { LIMITS, type StoredContent } from "../../src/protocol/index.ts";
import { contentNotFoundRefusal } from "../../src/rules/refusals.ts";
import { TestDatabase } from "../harness/TestDatabase.ts";
import { RecordingListener } from "../session/RecordingListener.ts";

async function openContents(database?: Awaited<ReturnType<typeof TestDatabase.open>>) {
	const db = database ?? (await TestDatabase.open());
	const events: string[] = [];
	const failures = new FailureStreak((_level, event) => events.push(event), "content_not_stored");
	const contents = new AgentContents({ db, failures, keepAwake: () => undefined });
	const listener = new RecordingListener();
	const receiving = contents.withReferences(listener);
	return {
		db,
		contents,
		events,
		listener,
		receiving,
		/** Receives an event with an image, and returns what was put in the place of its bytes. */
		receive(data: string): StoredContent & { readonly data: string } {
			receiving.onEvent({ payload: { type: "image", mimeType: "image/png", data } } as unknown as SessionEvent);
			const received: unknown = listener.events.at(-1)?.payload;
			const { stored, ...block } = received as { readonly stored: StoredContent; readonly data: string };
			return { ...block, ...stored };
		},
		async read(id: string | null): Promise<Buffer> {
			const parts: Buffer[] = [];
			for (let offset = 0, size = 1; offset < size; offset += LIMITS.contentPageBytes) {
				const page = await contents.findPage(id ?? "", offset);
				if (!page) throw contentNotFoundRefusal();
				size = page.size;
				parts.push(Buffer.from(page.data, "base64"));
			}
			return Buffer.concat(parts);
		},
	};
}

function bytesOf(size: number, seed = 1): Buffer {
	return Buffer.from(Array.from({ length: size }, (_, index) => (index * seed) % 251));
}

describe("a picture of the agent", () => {
	test.each([5_000, LIMITS.contentPageBytes, 1_234_567])(
		"of %i bytes is read whole, before and after it is stored",
		async (size) => {
			const { contents, receive, read } = await openContents();
			const bytes = bytesOf(size);
			const { id, data } = receive(bytes.toString("base64"));
			expect(data).toBe("");
			expect((await read(id)).equals(bytes)).toBe(true);
			await contents.flush();
			expect((await read(id)).equals(bytes)).toBe(true);
		},
	);

	test("is kept once, however often it is sent", async () => {
		const { db, contents, receive } = await openContents();
		const data = bytesOf(100_000).toString("base64");
		expect(receive(data).id).toBe(receive(data).id);
		await contents.flush();
		receive(data);
		await contents.flush();
		expect(await db.execute("SELECT count(*) AS count FROM contents")).toEqual([{ count: 1 }]);
	});

	test("is not kept when it is too large or no base64, and its size is known", async () => {
		const { receive } = await openContents();
		const large = receive("A".repeat(15 * 1_024 * 1_024));
		expect(large).toMatchObject({ id: null, size: 11_796_480, data: "" });
		expect(receive("?".repeat(8_000))).toMatchObject({ id: null, size: 6_000 });
	});

	test("of which a killed process stored a part is deleted by the next one, and not found", async () => {
		const { db, contents, receive, events } = await openContents();
		const bytes = bytesOf(1_000_000);
		let commits = 0;
		const { transaction } = db;
		Object.assign(db, {
			transaction: (...args: Parameters<typeof transaction>) =>
				++commits > 2 ? Promise.reject(new Error("The process was killed.")) : transaction(...args),
		});
		const { id } = receive(bytes.toString("base64"));
		await contents.flush();
		expect(events).toContain("content_not_stored");
		Object.assign(db, { transaction });
		const next = await openContents(db);
		await expect(next.read(id)).rejects.toMatchObject({ info: { code: "not_found" } });
		await next.contents.deleteIncomplete();
		expect(await db.execute("SELECT count(*) AS count FROM content_chunks")).toEqual([{ count: 0 }]);
		next.receive(bytes.toString("base64"));
		await next.contents.flush();
		expect((await next.read(id)).equals(bytes)).toBe(true);
	});

	test("makes room for newer ones when all take too much: the one is deleted that was not sent for the longest time", async () => {
		const { db, contents, receive, read } = await openContents();
		const [repeated, once, newest] = [bytesOf(5_000, 1), bytesOf(5_000, 2), bytesOf(5_000, 3)];
		const first = receive(repeated.toString("base64"));
		const second = receive(once.toString("base64"));
		await contents.flush();
		await db.execute("UPDATE contents SET touched_at = touched_at - 60000");
		receive(repeated.toString("base64"));
		await contents.flush();
		// As if others had been stored since: with them there is room for two of these.
		const size = 200 * 1_024 * 1_024 - 12_000;
		await db.execute("INSERT INTO contents VALUES ('others', ?, 1, ?)", size, Date.now());
		const last = receive(newest.toString("base64"));
		await contents.flush();
		await expect(read(second.id)).rejects.toMatchObject({ info: { code: "not_found" } });
		expect((await read(first.id)).equals(repeated)).toBe(true);
		expect((await read(last.id)).equals(newest)).toBe(true);
		expect(await db.execute("SELECT id FROM contents WHERE id = 'others'")).toHaveLength(1);
	});

	test("is not said to be stored again by a wait for the queue after it was not stored", async () => {
		const { db, contents, receive, events } = await openContents();
		const { transaction } = db;
		Object.assign(db, { transaction: () => Promise.reject(new Error("The disk is full.")) });
		receive(bytesOf(5_000).toString("base64"));
		await contents.flush();
		await contents.flush();
		expect(events).toEqual(["content_not_stored"]);
		Object.assign(db, { transaction });
		receive(bytesOf(5_000, 3).toString("base64"));
		await contents.flush();
		expect(events).toEqual(["content_not_stored", "recovered"]);
	});
});

test("a picture that a person attached is left out of the event of its prompt, and not stored a second time", async () => {
	const { db, contents, listener, receiving } = await openContents();
	const prompt = [{ type: "image", mimeType: "image/png", data: bytesOf(9_000).toString("base64") }];
	const event = { sender: "client", payload: { method: "session/prompt", params: { prompt } } };
	receiving.onEvent(event as unknown as SessionEvent);
	await contents.flush();
	const left = [{ ...prompt[0], data: "", stored: { id: null, size: 9_000 } }];
	expect(listener.events).toMatchObject([{ payload: { params: { prompt: left } } }]);
	expect(await db.execute("SELECT count(*) AS count FROM contents")).toEqual([{ count: 0 }]);
});
