import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIMITS, PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import { ask } from "../harness/ask.ts";
import { endedPrompt, pendingApproval, sawJoin, timelineOf } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
beforeAll(async () => {
	server = await startWorkspaceServer();
});
afterAll(() => server.stop());

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };

describe("what people see of a turn", () => {
	test("is the same for two people, and for a person who joins later", async () => {
		const ada = await server.join("same", ADA);
		const ben = await server.join("same", BEN);
		const { promptId } = await ada.workspace.prompt({ text: "tour" });
		const { id: approvalId } = await ben.until(pendingApproval, "the agent to ask");
		await ben.workspace.answerApproval({ clientId: "yes", approvalId, optionId: "allow-once" });
		await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
		await ben.until((seen) => endedPrompt(seen, promptId), "the turn to end");
		const cleo = await server.join("same", { userId: "cleo" });
		for (const person of [ada, ben]) await person.until((seen) => sawJoin(seen, "cleo"), "Cleo to join");

		expect(timelineOf(ben.seen())).toEqual(timelineOf(ada.seen()));
		expect(timelineOf(cleo.seen())).toEqual(timelineOf(ada.seen()));
		const kinds = timelineOf(ada.seen()).map((item) => item.kind);
		expect(kinds).toEqual(expect.arrayContaining(["prompt", "thought", "plan", "tool_call", "message"]));
		expect(kinds.find((kind) => kind !== "event")).toBe("prompt");
	});

	test("is complete for a person who joins in the middle of the stream", async () => {
		const ada = await server.join("middle", ADA);
		const { promptId } = await ada.workspace.prompt({ text: "long 15" });
		await ada.until((seen) => timelineOf(seen).some((item) => item.kind === "message"), "the answer to begin");
		const ben = await server.join("middle", BEN);
		expect(ben.seen().turn).not.toBeNull();
		await ben.until((seen) => endedPrompt(seen, promptId), "the turn to end");
		await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
		expect(timelineOf(ben.seen())).toEqual(timelineOf(ada.seen()));
	});

	test("says who prompted, how it ended and which files changed", async () => {
		const ada = await server.join("summary", ADA);
		const prompt = await ask(ada, "edit");
		expect(prompt).toMatchObject({ by: ADA, state: "done", result: { stopReason: "end_turn", error: null } });
		expect(prompt.result?.files[0]).toMatchObject({ added: expect.any(Number) });
		expect(prompt.result?.toolCalls).toBeGreaterThan(0);
	});

	test("is complete after 10,000 updates, or says how many were lost", async () => {
		const ada = await server.join("flood", ADA);
		expect((await ask(ada, "burst 10000")).state).toBe("done");
		const items = timelineOf(ada.seen());
		const texts = items.map((item) => (item.kind === "message" ? item.text : ""));
		const received = texts.join(" ").match(/\d+/g)?.length ?? 0;
		const notices = items.filter((item) => item.kind === "notice" && item.code === "updates_lost");
		const lost = notices.reduce((sum, item) => sum + Number(/\d+/.exec("message" in item ? item.message : "")), 0);
		// Its title and its usage are updates too, and may be among the lost.
		expect(received + lost).toBeGreaterThanOrEqual(10_000);
		expect(received + lost).toBeLessThanOrEqual(10_002);
	});

	test("has no open item once it has ended", async () => {
		const ada = await server.join("closed", ADA);
		await ask(ada, "tools");
		for (const item of timelineOf(ada.seen())) {
			if (item.kind === "message" || item.kind === "thought") expect(item.open).toBe(false);
			if (item.kind === "tool_call") expect(item.status).not.toMatch(/pending|in_progress/);
		}
	});
});

describe("sync", () => {
	test("returns nothing to a client that is up to date", async () => {
		const ada = await server.join("uptodate", ADA);
		await ask(ada, "markdown");
		const { epoch, seq } = ada.seen();
		const answer = await ada.workspace.sync({ protocol: PROTOCOL_VERSION, have: { epoch, seq } });
		expect(answer).toMatchObject({ window: "changed", items: [], hasOlder: false, queue: [], turn: null });
	});

	test("returns the current state of what changed to a client that missed something", async () => {
		const ada = await server.join("missed", ADA);
		await ask(ada, "markdown");
		const { epoch, seq } = ada.seen();
		const before = timelineOf(ada.seen());
		await ask(ada, "think");
		const answer = await ada.workspace.sync({ protocol: PROTOCOL_VERSION, have: { epoch, seq } });
		expect(answer.window).toBe("changed");
		expect(answer.items).toEqual(timelineOf(ada.seen()).slice(before.length));
	});

	test("returns the newest items if too much changed or the epoch is another", async () => {
		const ada = await server.join("toomuch", ADA);
		const { epoch, seq } = ada.seen();
		await ask(ada, "tools");
		const newest = timelineOf(ada.seen()).slice(-2);
		const asked = { protocol: PROTOCOL_VERSION, limit: 2 };
		const far = await ada.workspace.sync({ ...asked, have: { epoch, seq } });
		const other = await ada.workspace.sync({ ...asked, have: { epoch: epoch - 1, seq: ada.seen().seq } });
		for (const answer of [far, other]) {
			expect(answer).toMatchObject({ window: "new", hasOlder: true });
			expect(answer.items).toEqual(newest);
		}
	});

	test("pages back through the history without a gap or a repeat", async () => {
		const ada = await server.join("paging", ADA);
		await ask(ada, "tools");
		const all = timelineOf(ada.seen());
		const pages = [];
		let before = Number.MAX_SAFE_INTEGER;
		for (let hasOlder = true; hasOlder; ) {
			const page = await ada.workspace.getHistory({ before, limit: 3 });
			pages.unshift(...page.items);
			before = page.items[0]?.order ?? 0;
			hasOlder = page.hasOlder;
		}
		expect(pages).toEqual(all);
	});

	test("returns who is present, and not who has left", async () => {
		const ada = await server.join("people", ADA);
		const ben = await server.join("people", BEN);
		const benAgain = await server.join("people", BEN);
		await ada.until((seen) => seen.participants.length === 2, "Ben to be there");
		expect(ada.seen().participants.map((person) => person.name)).toEqual(["Ada", "Ben"]);
		await ben.leave();
		await benAgain.leave();
		await ada.until((seen) => seen.participants.length === 1, "Ben to have left");
	});
});

describe("a long prompt", () => {
	test("fits Rivet's limits, is truncated in the queue, and complete when it is loaded", async () => {
		const ada = await server.join("long", ADA);
		const text = "€".repeat(LIMITS.promptCharacters);
		await ada.workspace.prompt({ text: "long 60" });
		const { turn } = await ada.until((seen) => (seen.turn ? { turn: seen.turn } : undefined), "the turn to begin");
		const { promptId } = await ada.workspace.prompt({ text });
		const { queue } = await ada.workspace.sync({ protocol: PROTOCOL_VERSION, have: null });
		expect(queue).toMatchObject([{ id: promptId, truncated: true }]);
		expect(Buffer.byteLength(JSON.stringify(queue))).toBeLessThanOrEqual(LIMITS.itemBytes);
		expect(await ada.workspace.getItem({ id: promptId })).toMatchObject({ text });
		await ada.workspace.stop({ clientId: "stop-long", turnId: turn.id });
		await ada.until((seen) => endedPrompt(seen, promptId), "the long prompt to be answered");
		expect(endedPrompt(ada.seen(), promptId)).toMatchObject({ text, state: "done" });
	});
});

test("broadcasts the head after some idle time, and as a heartbeat", async () => {
	const quick = server.client().workspace.getOrCreate(["head"]).connect();
	const heads: unknown[] = [];
	const { promise, resolve } = Promise.withResolvers<void>();
	quick.on("workspace.head", (head) => {
		heads.push(head);
		resolve();
	});
	const answer = await quick.sync({ protocol: PROTOCOL_VERSION, have: null });
	await promise;
	expect(heads[0]).toMatchObject({ epoch: answer.epoch, seq: expect.any(Number) });
});
