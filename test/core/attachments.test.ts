import { describe, expect, test } from "vitest";
import type { KeyValueStorage } from "../../src/core/index.ts";
import { LIMITS } from "../../src/protocol/index.ts";
import type { MemoryPerson, NetworkConditions } from "../../src/testing/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { openStore } from "../contract/openStore.ts";
import { createStorage } from "./createStorage.ts";
import { ADA, BEN, createTestStore } from "./startStore.ts";

const fileOf = (size: number, name = "notes.txt") => new File([new Uint8Array(size)], name, { type: "text/plain" });

async function open(faults?: NetworkConditions) {
	const workspace = createMemoryWorkspace({ onPrompt: () => {} });
	const store = await openStore("memory", workspace.connect(ADA, faults));
	const settled = () => store.get().attachments.every(({ status }) => status !== "uploading");
	return { store, untilSettled: () => store.until(settled, "the uploads to settle") };
}

describe("an attached file", () => {
	test("shows at once, uploads, and is sent with the prompt", async () => {
		const { store, untilSettled } = await open();
		store.uploadAttachments([fileOf(100_000), fileOf(0, "empty.txt")]);
		expect(store.get().attachments).toMatchObject([
			{ name: "notes.txt", size: 100_000, status: "uploading", received: 0 },
			{ name: "empty.txt", size: 0, status: "uploading", received: 0 },
		]);
		await untilSettled();
		const { attachments = [] } = store.takeDraft();
		expect(store.get().attachments).toEqual([]);
		const { promptId } = await store.prompt("", { attachments });
		const prompt = await store.until((state) => state.items.get(promptId), "the prompt");
		expect(prompt).toMatchObject({
			text: "",
			attachments: [{ name: "notes.txt", size: 100_000 }, { name: "empty.txt" }],
		});
		store.close();
	});

	test.each([["lose_request"], ["lose_response"]] as const)(
		"uploads completely when calls are lost (%s)",
		async (fate) => {
			let calls = 0;
			const { store, untilSettled } = await open({
				call: (action) => (action === "uploadAttachment" && ++calls === 3 ? fate : "deliver"),
			});
			store.uploadAttachments([fileOf(6 * LIMITS.attachmentChunkBytes)]);
			await untilSettled();
			expect(store.get().attachments).toMatchObject([{ status: "ready" }]);
			expect(calls).toBeGreaterThan(7);
			store.close();
		},
	);

	test("stays in the draft with the reason when it cannot be sent", async () => {
		const { store, untilSettled } = await open();
		store.uploadAttachments([fileOf(LIMITS.attachmentBytes + 1), fileOf(1)]);
		await untilSettled();
		expect(store.get().attachments).toMatchObject([
			{ status: "failed", error: { code: "attachment_too_large" } },
			{ status: "ready" },
		]);
		expect(store.takeDraft().attachments).toHaveLength(1);
		expect(store.get().attachments).toHaveLength(1);
		store.close();
	});

	test("is refused beyond the number of files that a prompt takes", async () => {
		const { store, untilSettled } = await open();
		store.uploadAttachments(Array.from({ length: LIMITS.promptAttachments + 1 }, () => fileOf(1)));
		await untilSettled();
		expect(store.get().attachments.map(({ status }) => status)).toEqual([
			...Array.from({ length: LIMITS.promptAttachments }, () => "ready"),
			"failed",
		]);
		store.close();
	});

	test("continues where it stopped when it is retried", async () => {
		let isBroken = true;
		const { store, untilSettled } = await open();
		const unreadable = fileOf(3 * LIMITS.attachmentChunkBytes);
		const slice = unreadable.slice.bind(unreadable);
		unreadable.slice = (start = 0, end) => {
			if (isBroken && start > 0) throw new Error("The disk was taken out.");
			return slice(start, end);
		};
		store.uploadAttachments([unreadable]);
		await untilSettled();
		const [failed] = store.get().attachments;
		expect(failed).toMatchObject({ status: "failed", error: { code: "attachment_failed" } });
		isBroken = false;
		store.retryAttachment(failed?.id ?? "");
		await untilSettled();
		expect(store.get().attachments).toMatchObject([{ id: failed?.id, status: "ready" }]);
		store.close();
	});

	test("can be removed during the upload", async () => {
		const { store, untilSettled } = await open();
		store.uploadAttachments([fileOf(LIMITS.attachmentBytes), fileOf(1, "other.txt")]);
		store.removeAttachment(store.get().attachments[0]?.id ?? "");
		await untilSettled();
		expect(store.get().attachments).toMatchObject([{ name: "other.txt", status: "ready" }]);
		store.close();
	});
});

describe("the files of a draft after a reload", () => {
	const workspace = () => createMemoryWorkspace({ onPrompt: () => {} });
	type Workspace = ReturnType<typeof workspace>;

	function visit(
		place: Workspace,
		storage: KeyValueStorage,
		{ person = ADA, faults }: { person?: MemoryPerson; faults?: NetworkConditions } = {},
	) {
		const store = createTestStore({ connect: place.connect(person, faults), storage });
		return { store, leave: store.start(), files: () => store.get().attachments };
	}
	const untilReady = (files: ReturnType<typeof visit>["files"], count = 1) =>
		expect.poll(() => files().map(({ status }) => status)).toEqual(Array.from({ length: count }, () => "ready"));

	test("are restored and sent with the prompt", async () => {
		const [place, storage] = [workspace(), createStorage()];
		const first = visit(place, storage);
		first.store.uploadAttachments([fileOf(100_000), fileOf(0, "empty.txt")]);
		await untilReady(first.files, 2);
		first.leave();
		const { store, files } = visit(place, storage);
		await untilReady(files, 2);
		const { promptId } = await store.prompt("", { attachments: store.takeDraft().attachments });
		await expect
			.poll(() => store.get().items.get(promptId))
			.toMatchObject({ attachments: [{ name: "notes.txt", size: 100_000 }, { name: "empty.txt" }] });
		expect(storage.entries()).toEqual([]);
	});

	test("fail with a request to attach them again when they were not uploaded completely, also after the next reload", async () => {
		const [place, storage] = [workspace(), createStorage()];
		let pieces = 0;
		const call = (action: string) => (action === "uploadAttachment" && ++pieces > 2 ? "lose_request" : "deliver");
		const first = visit(place, storage, { faults: { call } });
		first.store.uploadAttachments([fileOf(10 * LIMITS.attachmentChunkBytes)]);
		await expect.poll(() => pieces).toBeGreaterThan(2);
		first.leave();
		for (const _load of [1, 2]) {
			const { files, leave } = visit(place, storage);
			await expect
				.poll(files)
				.toMatchObject([{ name: "notes.txt", status: "failed", error: { code: "attachment_not_found" } }]);
			leave();
		}
		const { store, files } = visit(place, storage);
		await expect.poll(files).toMatchObject([{ status: "failed" }]);
		store.removeAttachment(files()[0]?.id ?? "");
		expect(storage.entries()).toEqual([]);
	});

	test("are not shown to another person", async () => {
		const [place, storage] = [workspace(), createStorage()];
		const first = visit(place, storage);
		first.store.uploadAttachments([fileOf(1)]);
		await untilReady(first.files);
		first.leave();
		const { store, files } = visit(place, storage, { person: BEN });
		await expect.poll(() => store.get().loaded).toBe(true);
		expect(files()).toEqual([]);
	});

	test("are ignored when the storage holds something else", async () => {
		const { store, files } = visit(workspace(), createStorage('[{"id":1},null,{"id":"a"'));
		await expect.poll(() => store.get().loaded).toBe(true);
		expect(files()).toEqual([]);
	});
});
