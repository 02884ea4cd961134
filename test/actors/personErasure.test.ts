import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WorkspaceAdmin } from "../../actors/admin/WorkspaceAdmin.ts";
import { verifyAuditLog } from "../../actors/audit/auditLines.ts";
import { createWorkspaceStore } from "../../src/core/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { endedPrompt } from "../harness/seenWorkspace.ts";
import { uploadFile } from "../harness/uploadFile.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

const KEY = "of-the-host's-own-programs-1234567890";
const ADA = {
	userId: "user_7f3a",
	name: "Ada Lovelace",
	role: "owner",
	avatarUrl: "https://example.com/faces/countess.png",
	metadata: { email: "ada@analytical.example" },
} as const;
const BOB = { userId: "bob", name: "Bob", role: "owner" } as const;
/** What says who she is. */
const WORDS = [ADA.userId, "Lovelace", "countess.png", ADA.metadata.email, "portrait-of-her"];

let server: WorkspaceServer;
let admin: WorkspaceAdmin;
/** The people whose access has ended. */
const ended = new Set<string>();
beforeAll(async () => {
	server = await startWorkspaceServer({
		adminKey: KEY,
		authenticate({ params }) {
			const person = params as typeof ADA | typeof BOB;
			return ended.has(person.userId) ? null : person;
		},
	});
	admin = new WorkspaceAdmin({ adminKey: KEY, endpoint: server.engine.endpoint });
});
afterAll(async () => {
	await admin.dispose();
	await server.stop();
});

/** Those of the words that a text has. */
const saidBy = (text: string) => WORDS.filter((word) => text.includes(word));

async function exportOf(workspaceId: string): Promise<string> {
	let all = "";
	for await (const text of admin.exportWorkspace(workspaceId)) all += text;
	return all;
}

test("an erased person is gone from an open page at once, from the next one, and from the export, also in a running turn", async () => {
	const ada = await server.join("erase", ADA);
	const file = await uploadFile(ada, {
		attachmentId: "picture",
		name: "picture.png",
		mimeType: "image/png",
		bytes: randomBytes(1_000),
		thumbnail: `data:image/png;base64,${Buffer.from("portrait-of-her").toString("base64")}`,
	});
	const { promptId: first } = await ada.workspace.prompt({
		text: "title",
		attachments: [file],
		metadata: ADA.metadata,
	});
	await ada.until((seen) => endedPrompt(seen, first), "the first turn to end");
	await ada.workspace.setConfigOption({ clientId: "model", configId: "model", value: "steady" });
	// One of hers runs and waits for permission, and another one is queued.
	const { promptId: running } = await ada.workspace.prompt({ text: "permission" });
	await ada.until((seen) => [...seen.items.values()].some(({ kind }) => kind === "approval"), "the agent to ask");
	const { promptId: queued } = await ada.workspace.prompt({ text: "plan", metadata: ADA.metadata });
	expect(saidBy(await exportOf("erase"))).toEqual(expect.arrayContaining(WORDS.slice(0, 4)));

	const page = createWorkspaceStore({
		workspaceId: "erase",
		connect: connectRivet({ workspaceId: "erase", endpoint: server.engine.endpoint, getParams: () => BOB }),
		storage: null,
	});
	const leave = page.start();
	const shown = () => {
		const { items, queue, participants, approvals } = page.get();
		return JSON.stringify([[...items.values()], queue, participants, approvals]);
	};
	await waitFor(() => shown().includes(running) && shown().includes(queued), "the page to show the prompts");
	expect(saidBy(shown())).toContain("Lovelace");

	ended.add(ADA.userId);
	const erased = await admin.erasePerson("erase", ADA.userId, { attachments: true });
	expect(erased).toMatchObject({ attachments: 1, pseudonym: expect.stringMatching(/^deleted-/) });
	await waitFor(() => saidBy(shown()).length === 0, "the page to show none of her");
	expect(shown()).toContain("Deleted user");

	// The turn that ran goes on, and ends; so does the queued one.
	const [approval] = page.get().approvals;
	const option = approval?.options.find(({ optionKind }) => optionKind === "allow_once");
	await page.answerApproval(approval?.id ?? "", option?.optionId ?? "");
	await waitFor(() => {
		const item = page.get().items.get(queued);
		return item?.kind === "prompt" && item.state === "done";
	}, "the queued prompt to be done");
	expect(saidBy(shown())).toEqual([]);
	leave();

	const next = await server.join("erase", BOB);
	const { items, participants } = next.seen();
	expect(items.get(first)).toMatchObject({ by: { userId: erased.pseudonym, name: "Deleted user" }, text: "title" });
	expect(saidBy(JSON.stringify([[...items.values()], participants]))).toEqual([]);
	expect(saidBy(await exportOf("erase"))).toEqual([]);
	// What she did is still in the audit log, which was not changed.
	let log = "";
	for await (const text of admin.exportAuditLog("erase")) log += text;
	expect(saidBy(log)).toEqual([]);
	expect(await verifyAuditLog([log])).toMatchObject({ problem: null });
	const { entries } = await next.workspace.getAuditLog({ filter: { userId: erased.pseudonym } });
	expect(entries.map(({ action }) => action)).toEqual(["prompt", "prompt", "setConfigOption", "prompt"]);
	await next.leave();
});
