import { describe, expect, test } from "vitest";
import { parseTranscript, readTranscript, WorkspaceError, type WorkspaceStore } from "../../src/core/index.ts";
import type { TimelineItem, Transcript } from "../../src/protocol/index.ts";
import { approval, message, prompt } from "./items.ts";
import { startStore } from "./startStore.ts";

const CLEO = { userId: "cleo", name: "Cleo" };
const done = { state: "done" } as const;
/** Ada was here before, so that nothing says that she has joined. */
const reads = { ada: { order: 1, at: 1 } };

const ids = (items: readonly TimelineItem[]) => items.map(({ id }) => id);
const numbered = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => `item-${from + index}`);

describe("reading a transcript", () => {
	const items = [prompt(1, done), ...Array.from({ length: 499 }, (_, index) => message(index + 2))];

	test("reads every older page in order, and leaves the timeline as it is", async () => {
		const { store } = await startStore({ workspace: { items, reads } });
		const before = store.get();
		expect(before.itemIds).toHaveLength(50);
		const progress: number[] = [];
		const transcript = await readTranscript(store, { onProgress: (count) => progress.push(count) });
		expect(ids(transcript.items)).toEqual(numbered(1, 500));
		expect(progress).toEqual([50, 250, 450, 500]);
		expect(store.get()).toBe(before);
	});

	test("says of which workspace and session it is, and whom it names", async () => {
		const by = { ...CLEO, metadata: { team: "docs" } };
		const answered = { status: "answered", optionId: "yes", by: CLEO, answeredAt: 5 } as const;
		const named = [prompt(1, { ...done, by }), approval(2, { state: answered }), prompt(3, done)];
		const session = { title: " Fix the tests ", agent: "claude", cwd: "/work" };
		const { store } = await startStore({ workspace: { items: named, reads, workspaceId: "acme/web", session } });
		expect(await readTranscript(store)).toMatchObject({
			format: "workspace-chat-transcript",
			version: 1,
			title: "Fix the tests",
			agent: "claude",
			folder: "/work",
			people: [CLEO, { userId: "ben", name: "Ben" }],
		});
	});

	test("has no prompt that still waits in the queue", async () => {
		const { store } = await startStore({ workspace: { items: [message(1), prompt(2)], reads } });
		expect(ids((await readTranscript(store)).items)).toEqual(["item-1"]);
	});

	test("reads from the end before the workspace has said what it holds", async () => {
		const { store } = await startStore({ workspace: { items, reads } });
		const unloaded: WorkspaceStore = { ...store, get: () => ({ ...store.get(), loaded: false, items: new Map() }) };
		expect(ids((await readTranscript(unloaded)).items)).toEqual(numbered(1, 500));
	});

	test("loads the rest of truncated items, and keeps one that is gone as it is", async () => {
		const full = message(1, { text: "All of it" });
		const { store } = await startStore({ workspace: { items: [full] } });
		const truncated = [message(1, { text: "All", truncated: true }), message(2, { truncated: true })];
		const state = { ...store.get(), items: new Map(truncated.map((item) => [item.id, item])) };
		const transcript = await readTranscript({ ...store, get: () => state });
		expect(transcript.items).toEqual([full, truncated[1]]);
	});

	test("fails if a page cannot be read, and ends when it is no longer wanted", async () => {
		const { store } = await startStore({ workspace: { items, reads } });
		const lost = new WorkspaceError({ code: "connection_lost", message: "The connection is lost." });
		await expect(readTranscript({ ...store, call: () => Promise.reject(lost) })).rejects.toBe(lost);
		const controller = new AbortController();
		const reading = readTranscript(store, { signal: controller.signal, onProgress: () => controller.abort() });
		await expect(reading).rejects.toMatchObject({ name: "AbortError" });
	});
});

describe("a transcript that was saved as JSON", () => {
	const transcript: Transcript = {
		format: "workspace-chat-transcript",
		version: 1,
		workspaceId: "acme/web",
		title: null,
		agent: "claude",
		folder: null,
		exportedAt: 1,
		people: [],
		items: [message(1), prompt(2, done)],
	};

	test("is read as it was", () => {
		expect(parseTranscript(JSON.stringify(transcript))).toEqual(transcript);
	});

	test("shows kinds of items of a newer version as unknown", () => {
		const newer = { ...transcript, items: [{ ...message(1), kind: "poll" }] };
		expect(parseTranscript(JSON.stringify(newer)).items).toMatchObject([{ kind: "unknown", label: "poll" }]);
	});

	test.each([
		["is not JSON", "# A title"],
		["is other JSON", "[]"],
		["has a malformed item", JSON.stringify({ ...transcript, items: [{ ...message(1), text: 7 }] })],
		["lacks its workspace", JSON.stringify({ ...transcript, workspaceId: undefined })],
	])("is refused if it %s", (_why, json) => {
		expect(() => parseTranscript(json)).toThrow(expect.objectContaining({ code: "transcript_invalid" }));
	});

	test("of a newer version says that the page is too old", () => {
		const json = JSON.stringify({ ...transcript, version: 2 });
		expect(() => parseTranscript(json)).toThrow(expect.objectContaining({ code: "client_outdated" }));
	});
});
