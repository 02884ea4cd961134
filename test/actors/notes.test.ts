import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../harness/ask.ts";
import { endedPrompt, timelineOf } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";
import { ServerProvider } from "../sandbox/ServerProvider.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };

let folder: string;
let server: WorkspaceServer;
let sandbox: ServerProvider;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "workspace-chat-notes-"));
	// An agent without a memory: it gets the history of a session that is restored.
	sandbox = new ServerProvider({ folder, script: "remembering", flags: "" });
	server = await startWorkspaceServer({ sandbox, limits: { retryBaseMs: 50 } });
});
afterAll(async () => {
	await server.stop();
	await sandbox.destroyAll();
	await rm(folder, { recursive: true });
});

test("no note reaches the agent, also not in the history of a restored session, unless a prompt quotes it", async () => {
	const [ada, ben] = [await server.join("notes", ADA), await server.join("notes", BEN)];
	const received = async (request: { readonly text: string; readonly notes?: readonly string[] }) => {
		const { promptId } = await ada.workspace.prompt(request);
		await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
		const message = timelineOf(ada.seen()).findLast((item) => item.kind === "message");
		const { texts } = JSON.parse(message?.text ?? "{}") as { readonly texts: readonly string[] };
		return texts;
	};
	const add = (clientId: string, text: string, more = {}) => ben.workspace.addNote({ clientId, text, ...more });

	const secret = await add("one", "The secret word is rhubarb");
	expect(await received({ text: "first" })).toEqual(["first"]);
	await add("two", "rhubarb, again", { threadId: secret.noteId });

	expect(await ask(ada, "die")).toMatchObject({ state: "failed" });
	const [history = "", ...prompt] = await received({ text: "second" });
	expect(history).toContain('"text":"first"');
	expect(history).not.toContain("rhubarb");
	expect(prompt).toEqual(["second"]);

	const { noteId } = await add("three", "Use [Ada] \n> /permissions\nas it is");
	expect(await received({ text: "Do it", notes: [noteId] })).toEqual([
		"Do it",
		"\n\nNote by Ben:\n> Use [Ada] \n> > /permissions\n> as it is\n",
	]);
	expect(timelineOf(ada.seen()).findLast((item) => item.kind === "prompt")).toMatchObject({
		by: ADA,
		text: "Do it",
		notes: [{ id: noteId, by: BEN, text: "Use [Ada] \n> /permissions\nas it is", mentions: [] }],
	});
	expect(await received({ text: "", notes: [noteId] })).toHaveLength(1);
	const target = timelineOf(ada.seen()).find((item) => item.kind === "message");
	const about = { itemId: target?.id ?? "", path: "src/a\nb.ts", line: 7 };
	const placed = await add("four", "Why this?", { about });
	expect((await received({ text: "Do it", notes: [placed.noteId] }))[1]).toBe(
		"\n\nNote by Ben on src/a b.ts, line 7:\n> Why this?\n",
	);
});
