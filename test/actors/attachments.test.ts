import { createHash, randomBytes } from "node:crypto";
import { chmod, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIMITS, type MessageItem, type PromptItem } from "../../src/protocol/index.ts";
import type { Visitor } from "../harness/joinWorkspace.ts";
import { refused } from "../harness/refused.ts";
import { endedPrompt, timelineOf } from "../harness/seenWorkspace.ts";
import { pieceOf, uploadFile } from "../harness/uploadFile.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
beforeAll(async () => {
	server = await startWorkspaceServer();
});
afterAll(() => server.stop());

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };
const PIXEL = Buffer.from(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
	"base64",
);

async function send(visitor: Visitor, text: string, ids: readonly string[]): Promise<PromptItem> {
	const { promptId } = await visitor.workspace.prompt({ text, attachments: ids });
	return visitor.until((seen) => endedPrompt(seen, promptId), "the turn to end");
}

function answerOf(visitor: Visitor, { turnId }: PromptItem): string {
	const messages = timelineOf(visitor.seen()).filter(
		(item): item is MessageItem => item.kind === "message" && item.turnId === turnId,
	);
	return messages.map(({ text }) => text).join("");
}

const shortHash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

describe("a file", () => {
	test("is uploaded in chunks, and reaches the sandbox and the agent unchanged", async () => {
		const ada = await server.join("goes-up", ADA);
		const bytes = randomBytes(200_000);
		const id = await uploadFile(ada, { attachmentId: "notes", name: "notes.bin", bytes });
		const prompt = await send(ada, "help", [id]);
		expect(prompt).toMatchObject({ state: "done", attachments: [{ id, name: "notes.bin", size: bytes.length }] });
		expect(answerOf(ada, prompt)).toContain(`\`notes.bin\`: 200000 bytes, SHA-256 \`${shortHash(bytes)}\``);
		const [attachment] = prompt.attachments;
		expect(await readFile(fileURLToPath(attachment?.uri ?? ""))).toEqual(bytes);
		expect(await readFile(join(server.cwd, ".workspace-chat/attachments/.gitignore"), "utf8")).toBe("*\n");
	});

	test("can be read by everybody once a prompt has sent it, and by nobody before", async () => {
		const [ada, ben] = [await server.join("read", ADA), await server.join("read", BEN)];
		const bytes = randomBytes(1_200_000);
		const id = await uploadFile(ada, { attachmentId: "picture", name: "picture.png", bytes });
		expect((await refused(ben.workspace.readContent({ id }))).code).toBe("not_found");
		await send(ada, "help", [id]);
		const pages: Buffer[] = [];
		for (let offset = 0; offset < bytes.length; offset += LIMITS.contentPageBytes) {
			const page = await ben.workspace.readContent({ id, offset });
			expect(page).toMatchObject({ size: bytes.length, offset });
			pages.push(Buffer.from(page.data, "base64"));
		}
		expect(Buffer.concat(pages)).toEqual(bytes);
	});

	test("arrives complete even above the 2 MiB that a sandbox accepts at once", async () => {
		const ada = await server.join("large", ADA);
		const bytes = randomBytes(4_000_000);
		const id = await uploadFile(ada, { attachmentId: "large", name: "large.bin", bytes });
		const prompt = await send(ada, "help", [id]);
		expect(answerOf(ada, prompt)).toContain(`${bytes.length} bytes, SHA-256 \`${shortHash(bytes)}\``);
		const names = await readdir(join(server.cwd, ".workspace-chat/attachments"));
		expect(names.filter((name) => name.includes("part"))).toEqual([]);
	});

	test("may be empty, and may be sent without text", async () => {
		const ada = await server.join("empty", ADA);
		const id = await uploadFile(ada, { attachmentId: "empty", name: "empty.txt", bytes: new Uint8Array() });
		const prompt = await send(ada, "", [id]);
		expect(answerOf(ada, prompt)).toContain("`empty.txt`: 0 bytes");
	});

	test("continues from the stored part, whatever is sent twice or too early", async () => {
		const ada = await server.join("pieces", ADA);
		const bytes = randomBytes(3 * LIMITS.attachmentChunkBytes);
		const file = { attachmentId: "pieces", name: "pieces.bin", bytes };
		const piece = LIMITS.attachmentChunkBytes;
		expect(await ada.workspace.uploadAttachment(pieceOf(file, piece))).toMatchObject({ received: 0 });
		expect(await ada.workspace.uploadAttachment(pieceOf(file, 0))).toMatchObject({ received: piece });
		expect(await ada.workspace.uploadAttachment(pieceOf(file, 0))).toMatchObject({ received: piece });
		expect(await ada.workspace.uploadAttachment(pieceOf(file, 2 * piece))).toMatchObject({ received: piece });
		expect((await refused(ada.workspace.prompt({ text: "help", attachments: ["pieces"] }))).code).toBe(
			"attachment_not_found",
		);
		await uploadFile(ada, file);
		expect(answerOf(ada, await send(ada, "help", ["pieces"]))).toContain(shortHash(bytes));
	});

	test("cannot escape the folder by its name, and does not overwrite another", async () => {
		const ada = await server.join("names", ADA);
		const bytes = Buffer.from("one");
		const names = ["../../../../etc/pass\u202ewd", "a.txt", "A.txt", "..", "\u0000.env"];
		const ids = await Promise.all(
			names.map((name, index) => uploadFile(ada, { attachmentId: `name-${index}`, name, bytes })),
		);
		const prompt = await send(ada, "help", ids);
		expect(prompt.attachments.map(({ name }) => name)).toEqual(["passwd", "a.txt", "A.txt", "file", "env"]);
		const places = prompt.attachments.map(({ uri }) => fileURLToPath(uri));
		const folder = join(server.cwd, ".workspace-chat/attachments");
		expect(places).toEqual(["passwd", "a.txt", "A (2).txt", "file", "env"].map((name) => join(folder, name)));
	});

	test("does not follow a link to another folder, such as that of the agent's settings", async () => {
		const ada = await server.join("linked", ADA);
		const folder = join(server.cwd, ".workspace-chat");
		const settings = join(server.cwd, ".agent");
		await rename(folder, `${folder}-before`).catch(() => undefined);
		await mkdir(settings, { recursive: true });
		for (const [link, target] of [
			[folder, settings],
			[join(folder, "attachments"), settings],
		] as const) {
			await mkdir(dirname(link), { recursive: true });
			await symlink(target, link);
			const name = "settings.json";
			const id = await uploadFile(ada, {
				attachmentId: basename(link).replaceAll(".", ""),
				name,
				bytes: Buffer.from("{}"),
			});
			expect(await send(ada, "help", [id])).toMatchObject({
				state: "failed",
				result: { error: { code: "attachment_failed" } },
			});
			expect(await readdir(settings)).toEqual([]);
			await rm(link);
		}
		await rm(folder, { recursive: true, force: true });
	});

	test("can be sent again, by another person too, and is restored if it was deleted", async () => {
		const [ada, ben] = [await server.join("again", ADA), await server.join("again", BEN)];
		const id = await uploadFile(ada, { attachmentId: "again", name: "again.txt", bytes: Buffer.from("Hello") });
		expect((await refused(ben.workspace.prompt({ text: "help", attachments: [id] }))).code).toBe(
			"attachment_not_found",
		);
		const first = await send(ada, "help", [id]);
		const again = await send(ben, "help", [id]);
		expect(again.attachments).toEqual(first.attachments);
		await rm(fileURLToPath(first.attachments[0]?.uri ?? ""));
		expect(answerOf(ben, await send(ben, "help", [id]))).toContain("`again.txt`: 5 bytes");
	});
});

describe("an image", () => {
	const thumbnail = `data:image/png;base64,${PIXEL.toString("base64")}`;

	test("is sent to an agent that accepts images, and its preview to everybody", async () => {
		const ada = await server.join("picture", ADA);
		const id = await uploadFile(ada, {
			attachmentId: "pixel",
			name: "pixel.png",
			bytes: PIXEL,
			mimeType: "image/png",
			thumbnail,
		});
		const prompt = await send(ada, "help", [id]);
		expect(answerOf(ada, prompt)).toContain("a picture to look at (image/png)");
		const ben = await server.join("picture", BEN);
		expect(endedPrompt(ben.seen(), prompt.id)?.attachments).toMatchObject([{ mimeType: "image/png", thumbnail }]);
	});

	test("with a wrong media type is a file like any other", async () => {
		const ada = await server.join("no-picture", ADA);
		const bytes = Buffer.from("<svg/>");
		const id = await uploadFile(ada, { attachmentId: "svg", name: "x.png", bytes, mimeType: "image/png" });
		const answer = answerOf(ada, await send(ada, "help", [id]));
		expect(answer).toContain("`x.png`: 6 bytes");
		expect(answer).not.toContain("a picture to look at");
	});
});

describe("refuses", () => {
	const file = { attachmentId: "file", name: "file.txt", mimeType: "", size: 3, offset: 0, data: "b25l" };
	test.each([
		["a file over the limit", { ...file, attachmentId: "a", size: LIMITS.attachmentBytes + 1 }, "attachment_too_large"],
		["a piece over the limit", { ...file, data: "A".repeat(62_000) }, "invalid_argument"],
		["more than was said", { ...file, attachmentId: "b", size: 2 }, "invalid_argument"],
		["what is not base64", { ...file, data: "???" }, "invalid_argument"],
		["a thumbnail that is no picture", { ...file, thumbnail: "data:text/html;base64,AAAA" }, "invalid_argument"],
		["no name", { ...file, name: "" }, "invalid_argument"],
	])("%s", async (_name, request, code) => {
		const ada = await server.join("refused", ADA);
		expect((await refused(ada.workspace.uploadAttachment(request))).code).toBe(code);
	});

	test("another file under the same id, and another person's file", async () => {
		const [ada, ben] = [await server.join("same-id", ADA), await server.join("same-id", BEN)];
		await ada.workspace.uploadAttachment(file);
		expect((await refused(ada.workspace.uploadAttachment({ ...file, size: 4 }))).code).toBe("invalid_argument");
		expect((await refused(ben.workspace.uploadAttachment(file))).code).toBe("forbidden");
	});

	test("more files, or larger ones, than a prompt may have", async () => {
		const ada = await server.join("too-many", ADA);
		const many = Array.from({ length: LIMITS.promptAttachments + 1 }, (_, index) => `file-${index}`);
		expect((await refused(ada.workspace.prompt({ text: "help", attachments: many }))).code).toBe("invalid_argument");
		expect((await refused(ada.workspace.prompt({ text: "help", attachments: ["none"] }))).code).toBe(
			"attachment_not_found",
		);
		expect((await refused(ada.workspace.prompt({ text: " ", attachments: [] }))).code).toBe("prompt_empty");
	});

	test("unlimited files that are never sent", async () => {
		const ada = await server.join("hoard", ADA);
		const begin = (index: number) =>
			ada.workspace.uploadAttachment({
				...file,
				attachmentId: `hoard-${index}`,
				size: LIMITS.attachmentBytes,
				data: "",
			});
		for (let index = 0; index < 10; index++) await begin(index);
		expect((await refused(begin(10))).code).toBe("attachment_too_large");
	});
});

test("a file that cannot be written fails its prompt, which can be run again", async () => {
	const ada = await server.join("no-room", ADA);
	const id = await uploadFile(ada, { attachmentId: "no-room", name: "no-room.txt", bytes: Buffer.from("Hello") });
	const folder = join(server.cwd, ".workspace-chat");
	await rm(folder, { recursive: true, force: true });
	// Nobody can make a folder where a file is, not even root.
	await writeFile(folder, "");
	await chmod(folder, 0o400);
	const failed = await send(ada, "help", [id]);
	expect(failed).toMatchObject({ state: "failed", result: { error: { code: "attachment_failed" } } });
	expect(answerOf(ada, failed)).toBe("");
	await rm(folder);
	const again = await send(ada, "help", [id]);
	expect(again.state).toBe("done");
	expect(answerOf(ada, again)).toContain("`no-room.txt`: 5 bytes");
});
