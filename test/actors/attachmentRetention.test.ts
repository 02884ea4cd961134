import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import type { Visitor } from "../harness/joinWorkspace.ts";
import { refused } from "../harness/refused.ts";
import { endedPrompt } from "../harness/seenWorkspace.ts";
import { uploadFile } from "../harness/uploadFile.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
const lines: LogEntry[] = [];
beforeAll(async () => {
	server = await startWorkspaceServer({
		limits: { attachmentRetentionMs: 2_000 },
		onLog: (entry) => lines.push(entry),
	});
});
afterAll(() => server.stop());

const ADA = { userId: "ada", name: "Ada" };

let count = 0;
const attach = (visitor: Visitor, bytes: Uint8Array) => {
	const attachmentId = `file-${++count}`;
	return uploadFile(visitor, { attachmentId, name: attachmentId, bytes });
};

async function send({ workspace, until }: Visitor, id: string) {
	const { promptId } = await workspace.prompt({ text: "help", attachments: [id] });
	return until((seen) => endedPrompt(seen, promptId), "the turn to end");
}

/** Each upload checks for expired files. */
async function untilDropped(visitor: Visitor): Promise<void> {
	lines.length = 0;
	await waitFor(async () => {
		await attach(visitor, new Uint8Array());
		return lines.some(({ event }) => event === "attachments_dropped");
	}, "old files to be dropped");
}

test("drops uploads that nobody sent after a while, however large they are", async () => {
	const ada = await server.join("unsent", ADA);
	// Rivet commits 1.3 MB at once.
	const id = await attach(ada, randomBytes(3_000_000));
	await untilDropped(ada);
	expect((await refused(ada.workspace.prompt({ text: "help", attachments: [id] }))).code).toBe("attachment_not_found");
	expect(lines.filter(({ level }) => level !== "info")).toEqual([]);
});

test("drops the bytes of sent files, and the file in the sandbox can be sent again", async () => {
	const ada = await server.join("sent", ADA);
	const id = await attach(ada, Buffer.from("Hello"));
	expect((await send(ada, id)).state).toBe("done");
	await untilDropped(ada);
	expect(await send(ada, id)).toMatchObject({ state: "done", attachments: [{ id }] });
});
