import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApprovalItem, LIMITS } from "../../src/protocol/index.ts";
import { ask } from "../harness/ask.ts";
import { ADA, CrashStage } from "../harness/CrashStage.ts";
import { refused } from "../harness/refused.ts";
import { endedPrompt, pendingApproval, type SeenWorkspace, timelineOf } from "../harness/seenWorkspace.ts";
import { pieceOf, uploadFile } from "../harness/uploadFile.ts";
import { waitFor } from "../harness/waitFor.ts";

/** By workspace. The first is over before the process is back, the other is not. */
const EXPIRE_AFTER = { "expires-meanwhile": 8_000, "expires-later": 3_600_000 };

let stage: CrashStage;

const questionsOf = (seen: SeenWorkspace) => timelineOf(seen).filter((item) => item.kind === "question");

beforeAll(async () => {
	stage = await CrashStage.open({ environment: { TEST_EXPIRE_AFTER: JSON.stringify(EXPIRE_AFTER) } });
});
afterAll(() => stage?.close());

test("an upload continues from the stored part after kill -9", async () => {
	const bytes = randomBytes(4 * LIMITS.attachmentChunkBytes);
	const file = { attachmentId: "file", name: "file.bin", bytes };
	const ada = await stage.join("upload");
	await ada.workspace.uploadAttachment(pieceOf(file, 0));
	const { received } = await ada.workspace.uploadAttachment(pieceOf(file, LIMITS.attachmentChunkBytes));

	await stage.kill();
	stage.start();
	const back = await stage.join("upload");

	expect(await back.workspace.uploadAttachment(pieceOf(file, 0))).toMatchObject({ received });
	await uploadFile(back, file);
	const { promptId } = await back.workspace.prompt({ text: "help", attachments: ["file"] });
	const prompt = await back.until((seen) => endedPrompt(seen, promptId), "the turn to end");
	expect(await readFile(fileURLToPath(prompt.attachments[0]?.uri ?? ""))).toEqual(bytes);
});

test("what somebody has read is known after kill -9, and what came since is summarized", async () => {
	const ada = await stage.join("read");
	const { id } = await ask(ada, "help");
	const order = Math.max(...timelineOf(ada.seen()).map((item) => item.order));
	const mark = await ada.workspace.markRead({ order });

	await stage.kill();
	stage.start();
	const back = await stage.join("read");

	expect(back.answer.read).toEqual(mark);
	expect(await back.workspace.getUnreadSummary(mark)).toMatchObject({ count: 0, turns: 0 });
	expect(timelineOf(back.seen()).some((item) => item.id === id)).toBe(true);
	await ask(back, "help");
	expect(await back.workspace.getUnreadSummary(mark)).toMatchObject({ count: 1, turns: 1 });
	expect(await back.workspace.markRead({ order: order - 1 })).toEqual(mark);
});

test("every accepted prompt is there once after kill -9 during a turn, and the queue continues", async () => {
	const ada = await stage.join("crash");
	// What is said after a kill depends on whether there is something to remember.
	const before = await ask(ada, "help");
	await ada.workspace.setConfigOption({ clientId: "model", configId: "model", value: "steady" });
	const running = await ada.workspace.prompt({ clientId: "running", text: "permission" });
	const approval = await ada.until(pendingApproval, "the agent to ask");
	const waiting = await ada.workspace.prompt({ clientId: "waiting", text: "help" });
	const { epoch } = ada.seen();
	const agents = await stage.sandbox.agents();
	expect(agents).toBeGreaterThan(0);

	await stage.kill();
	stage.start();
	const back = await stage.join("crash");

	expect(back.seen().epoch).toBeGreaterThan(epoch);
	expect(await back.workspace.prompt({ clientId: "waiting", text: "help" })).toEqual(waiting);
	await back.until((seen) => endedPrompt(seen, waiting.promptId)?.state === "done", "the queue to go on");
	const timeline = timelineOf(back.seen());
	expect(timeline.filter((item) => item.kind === "prompt")).toMatchObject([
		{ id: before.id, state: "done" },
		{ id: running.promptId, text: "permission", state: "interrupted", by: ADA },
		{ id: waiting.promptId, text: "help", state: "done", by: ADA },
	]);
	expect(timeline.find((item) => item.id === approval.id)).toMatchObject({
		state: { status: "cancelled", reason: "interrupted" },
	});
	expect(timeline.filter((item) => item.kind === "notice")).toMatchObject([
		{ code: "turn_interrupted" },
		{ code: "session_restored", message: expect.stringContaining("get the recent conversation") },
	]);
	await waitFor(async () => (await stage.sandbox.agents()) === agents, "the agent of the killed process to be ended");
	expect(back.seen().session.configOptions).toContainEqual(expect.objectContaining({ id: "model", value: "steady" }));
});

test("after kill -9 while a question waits, it is closed, stays in its place, and is not asked again", async () => {
	const ada = await stage.join("asked");
	const { promptId } = await ada.workspace.prompt({ text: "ask twice" });
	await ada.until((seen) => questionsOf(seen).length === 2, "the agent to ask");
	const before = questionsOf(ada.seen());

	await stage.kill();
	stage.start();
	const back = await stage.join("asked");

	const closed = { status: "cancelled", reason: "interrupted" };
	expect(questionsOf(back.seen())).toMatchObject(before.map(({ id, message }) => ({ id, message, state: closed })));
	expect(back.seen().items.get(promptId)).toMatchObject({ state: "interrupted" });
	const answering = { clientId: "late", questionId: before[0]?.id ?? "", action: "decline" } as const;
	expect(await refused(back.workspace.answerQuestion(answering))).toMatchObject({ code: "question_closed" });
	const next = await back.workspace.prompt({ text: "help" });
	await back.until((seen) => endedPrompt(seen, next.promptId)?.state === "done", "the next turn to end");
	expect(questionsOf(back.seen())).toHaveLength(2);
});

test("after kill -9 before a turn has stopped, the preempting prompt runs next, and moves and edits are kept", async () => {
	const ada = await stage.join("steered");
	const { workspace } = ada;
	await workspace.prompt({ clientId: "running", text: "permission" });
	await ada.until(pendingApproval, "the agent to ask");
	const one = await workspace.prompt({ clientId: "one", text: "title" });
	const two = await workspace.prompt({ clientId: "two", text: "title two" });
	await workspace.movePrompt({ clientId: "move", promptId: two.promptId, before: one.promptId });
	await workspace.editPrompt({ clientId: "edit", promptId: one.promptId, text: "title one" });
	const steering = { clientId: "steer", text: "title first", whenBusy: "steer" } as const;
	const pushed = await workspace.prompt(steering);

	await stage.kill();
	stage.start();
	const back = await stage.join("steered");

	expect(await back.workspace.prompt(steering)).toEqual(pushed);
	await back.until((seen) => endedPrompt(seen, one.promptId), "the last to end");
	const prompts = timelineOf(back.seen()).filter((item) => item.kind === "prompt");
	expect(prompts.map(({ text, state }) => [text, state])).toEqual([
		["permission", "interrupted"],
		["title first", "done"],
		["title two", "done"],
		["title one", "done"],
	]);
});

test("after engine and process were killed, one notice says that the session is back, and turns run", async () => {
	const ada = await stage.join("engine");
	const first = await ada.workspace.prompt({ text: "help" });
	await ada.until((seen) => endedPrompt(seen, first.promptId)?.state === "done", "the first turn to end");

	await Promise.all([stage.kill(), stage.engine.kill()]);
	stage.start();
	const back = await stage.join("engine");

	const { promptId } = await back.workspace.prompt({ text: "help" });
	await back.until((seen) => endedPrompt(seen, promptId)?.state === "done", "the next turn to end");
	const notices = timelineOf(back.seen()).filter((item) => item.kind === "notice");
	expect(notices).toMatchObject([{ code: "session_restored", level: "info" }]);
});

test("a pending approval is shown as interrupted after a kill, or as expired if its time was over", async () => {
	const asked = new Map<string, ApprovalItem>();
	for (const id of ["expires-later", "expires-meanwhile"]) {
		const ada = await stage.join(id);
		await ada.workspace.prompt({ text: "permission" });
		asked.set(id, await ada.until(pendingApproval, "the agent to ask"));
	}

	await stage.kill();
	const over = asked.get("expires-meanwhile")?.expiresAt ?? 0;
	await waitFor(() => Date.now() > over, "the time to be over");
	stage.start();

	for (const [id, reason] of [
		["expires-meanwhile", "expired"],
		["expires-later", "interrupted"],
	] as const) {
		const back = await stage.join(id);
		const approvalId = asked.get(id)?.id ?? "";
		expect(back.answer.approvals).toEqual([]);
		// What the agent itself said just before may not have been stored.
		const kept = timelineOf(back.seen()).filter(({ kind }) => kind !== "message" && kind !== "tool_call");
		expect(kept).toMatchObject([
			{ kind: "prompt", state: "interrupted" },
			{ id: approvalId, state: { status: "cancelled", reason } },
			{ kind: "notice", code: "turn_interrupted" },
		]);
		const late = back.workspace.answerApproval({ clientId: "late", approvalId, optionId: "allow" });
		await expect(late).rejects.toMatchObject({ code: "approval_closed" });
	}
});
