import { describe, expect, test } from "vitest";
import type { Faults } from "../../src/core/index.ts";
import { createMemoryWorkspace } from "../../src/core/index.ts";
import { LIMITS } from "../../src/protocol/index.ts";
import { openStore } from "../contract/openStore.ts";
import { ADA } from "./startStore.ts";

const fileOf = (size: number, name = "notes.txt") => new File([new Uint8Array(size)], name, { type: "text/plain" });

async function open(faults?: Faults) {
	const workspace = createMemoryWorkspace({ onPrompt: () => {} });
	const store = await openStore("memory", workspace.connect(ADA, faults));
	const settled = () => store.get().attachments.every(({ status }) => status !== "uploading");
	return { store, untilSettled: () => store.until(settled, "the uploads to settle") };
}

describe("a file that is attached", () => {
	test("is shown at once, goes up, and is sent with the prompt", async () => {
		const { store, untilSettled } = await open();
		store.attach([fileOf(100_000), fileOf(0, "empty.txt")]);
		expect(store.get().attachments).toMatchObject([
			{ name: "notes.txt", size: 100_000, status: "uploading", received: 0 },
			{ name: "empty.txt", size: 0, status: "uploading", received: 0 },
		]);
		await untilSettled();
		const attachments = store.takeAttachments();
		expect(store.get().attachments).toEqual([]);
		const { promptId } = await store.prompt("", { attachments });
		const prompt = await store.until((state) => state.items.get(promptId), "the prompt");
		expect(prompt).toMatchObject({
			text: "",
			attachments: [{ name: "notes.txt", size: 100_000 }, { name: "empty.txt" }],
		});
		store.close();
	});

	test.each([["lose_request"], ["lose_answer"]] as const)("arrives whole when calls are lost (%s)", async (fate) => {
		let calls = 0;
		const { store, untilSettled } = await open({
			call: (action) => (action === "attach" && ++calls === 3 ? fate : "deliver"),
		});
		store.attach([fileOf(6 * LIMITS.attachmentChunkBytes)]);
		await untilSettled();
		expect(store.get().attachments).toMatchObject([{ status: "ready" }]);
		expect(calls).toBeGreaterThan(7);
		store.close();
	});

	test("says why it cannot be sent, and stays", async () => {
		const { store, untilSettled } = await open();
		store.attach([fileOf(LIMITS.attachmentBytes + 1), fileOf(1)]);
		await untilSettled();
		expect(store.get().attachments).toMatchObject([
			{ status: "failed", error: { code: "attachment_too_large" } },
			{ status: "ready" },
		]);
		expect(store.takeAttachments()).toHaveLength(1);
		expect(store.get().attachments).toHaveLength(1);
		store.close();
	});

	test("is one of a limited number, and of a limited size together", async () => {
		const { store, untilSettled } = await open();
		store.attach(Array.from({ length: LIMITS.promptAttachments + 1 }, () => fileOf(1)));
		await untilSettled();
		expect(store.get().attachments.map(({ status }) => status)).toEqual([
			...Array.from({ length: LIMITS.promptAttachments }, () => "ready"),
			"failed",
		]);
		store.close();
	});

	test("goes on where it was when it is tried again", async () => {
		let isBroken = true;
		const { store, untilSettled } = await open();
		const unreadable = fileOf(3 * LIMITS.attachmentChunkBytes);
		const slice = unreadable.slice.bind(unreadable);
		unreadable.slice = (start = 0, end) => {
			if (isBroken && start > 0) throw new Error("The disk was taken out.");
			return slice(start, end);
		};
		store.attach([unreadable]);
		await untilSettled();
		const [failed] = store.get().attachments;
		expect(failed).toMatchObject({ status: "failed", error: { code: "attachment_failed" } });
		isBroken = false;
		store.retryAttachment(failed?.id ?? "");
		await untilSettled();
		expect(store.get().attachments).toMatchObject([{ id: failed?.id, status: "ready" }]);
		store.close();
	});

	test("can be removed on its way", async () => {
		const { store, untilSettled } = await open();
		store.attach([fileOf(LIMITS.attachmentBytes), fileOf(1, "other.txt")]);
		store.removeAttachment(store.get().attachments[0]?.id ?? "");
		await untilSettled();
		expect(store.get().attachments).toMatchObject([{ name: "other.txt", status: "ready" }]);
		store.close();
	});
});
