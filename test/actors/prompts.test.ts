import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIMITS } from "../../src/protocol/index.ts";
import { ask } from "../harness/ask.ts";
import { refused } from "../harness/refused.ts";
import { endedPrompt, promptOf, timelineOf } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
beforeAll(async () => {
	// Shorter than a turn of "long": no turn is bound by it.
	server = await startWorkspaceServer({ limits: { actionTimeoutMs: 1_000 } });
});
afterAll(() => server.stop());

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };

describe("a prompt", () => {
	test("may run longer than an action's timeout", async () => {
		const ada = await server.join("longer", ADA);
		const prompt = await ask(ada, "long 20");
		expect(prompt.state).toBe("done");
		expect(prompt.result?.durationMs).toBeGreaterThan(1_500);
	});

	test("waits in the queue, in order, with its author", async () => {
		const ada = await server.join("order", ADA);
		const ben = await server.join("order", BEN);
		const first = await ada.workspace.prompt({ text: "long 10" });
		await ada.until((seen) => seen.turn, "the first turn to begin");
		const second = await ben.workspace.prompt({ text: "help" });
		const third = await ada.workspace.prompt({ text: "think" });
		expect([first.position, second.position, third.position]).toEqual([0, 0, 1]);
		await ben.until((seen) => endedPrompt(seen, third.promptId), "the last turn to end");
		const prompts = timelineOf(ben.seen()).filter((item) => item.kind === "prompt");
		expect(prompts.map(({ text, by, state }) => [text, by.name, state])).toEqual([
			["long 10", "Ada", "done"],
			["help", "Ben", "done"],
			["think", "Ada", "done"],
		]);
	});

	test("sent twice under one client id is accepted once, with the same response", async () => {
		const ada = await server.join("once", ADA);
		const request = { clientId: "first", text: "help" };
		const [one, other] = await Promise.all([ada.workspace.prompt(request), ada.workspace.prompt(request)]);
		expect(other).toEqual(one);
		await ada.until((seen) => endedPrompt(seen, one.promptId), "the turn to end");
		expect(await ada.workspace.prompt(request)).toEqual(one);
		expect(timelineOf(ada.seen()).filter((item) => item.kind === "prompt")).toHaveLength(1);
	});

	test("under another person's client id is another prompt", async () => {
		const ada = await server.join("ids", ADA);
		const ben = await server.join("ids", BEN);
		const one = await ada.workspace.prompt({ clientId: "same", text: "help" });
		const other = await ben.workspace.prompt({ clientId: "same", text: "help" });
		expect(other.promptId).not.toBe(one.promptId);
	});

	test("can be withdrawn from the queue by its author", async () => {
		const ada = await server.join("withdraw", ADA);
		const running = await ada.workspace.prompt({ text: "long 10" });
		const { promptId } = await ada.workspace.prompt({ text: "help" });
		await ada.until((seen) => seen.turn, "the first turn to begin");
		expect(await ada.workspace.withdrawPrompt({ clientId: "back", promptId })).toEqual({ withdrawn: true });
		expect(await ada.workspace.withdrawPrompt({ clientId: "late", promptId: running.promptId })).toEqual({
			withdrawn: false,
		});
		await ada.until((seen) => promptOf(seen, promptId)?.state === "withdrawn", "the prompt to be withdrawn");
		await ada.until((seen) => endedPrompt(seen, running.promptId), "the first turn to end");
		expect(ada.seen().turn).toBeNull();
	});

	test("is refused while a turn runs, if `whenBusy` says so", async () => {
		const ada = await server.join("busy", ADA);
		await ada.workspace.prompt({ text: "long 10" });
		const error = await refused(ada.workspace.prompt({ text: "help", whenBusy: "refuse" }));
		expect(error.code).toBe("turn_running");
	});

	test("is refused if one has one's share of the queue, or the queue is full", async () => {
		const ada = await server.join("full", ADA);
		const ben = await server.join("full", BEN);
		await ada.workspace.prompt({ text: "stuck" });
		await ada.until((seen) => seen.turn, "the turn to begin");
		const share = LIMITS.queuedPromptsPerPerson;
		for (let waiting = 0; waiting < share; waiting++) await ada.workspace.prompt({ text: "help" });
		const own = await refused(ada.workspace.prompt({ text: "help" }));
		expect(own).toMatchObject({ code: "queue_full", message: `${share} of your prompts wait already.` });

		for (let waiting = share; waiting < LIMITS.queuedPrompts; waiting++) await ben.workspace.prompt({ text: "help" });
		const full = await refused(ben.workspace.prompt({ text: "help" }));
		expect(full).toMatchObject({ code: "queue_full", message: expect.stringContaining("The queue is full") });
		expect((await server.join("full", BEN)).answer.queue).toHaveLength(LIMITS.queuedPrompts);
	});
});

describe("refuses bad input with a code and a message:", () => {
	const tooLong = "x".repeat(LIMITS.promptCharacters + 1);
	test.each([
		["an empty prompt", { text: "" }, "prompt_empty"],
		["a prompt of white space", { text: " \n\t" }, "prompt_empty"],
		["an over-long prompt", { text: tooLong }, "prompt_too_long"],
		["no prompt at all", undefined, "invalid_argument"],
		["a prompt that is no text", { text: 5 }, "invalid_argument"],
		["a client id that is none", { text: "help", clientId: "../etc" }, "invalid_argument"],
		["another way to be busy", { text: "help", whenBusy: "never" }, "invalid_argument"],
	])("%s", async (_name, request, code) => {
		const ada = await server.join("bad", ADA);
		const error = await refused(ada.workspace.action({ name: "prompt", args: [request] }));
		expect(error).toMatchObject({ code, message: expect.stringMatching(/^[A-Z].+\.$/s) });
		expect(timelineOf(ada.seen())).toEqual([]);
	});

	test("names the field", async () => {
		const ada = await server.join("bad", ADA);
		const error = await refused(ada.workspace.action({ name: "getHistory", args: [{ before: "x" }] }));
		expect(error).toMatchObject({ message: expect.stringContaining("`before`"), metadata: { field: "before" } });
	});

	test("an extra argument", async () => {
		const ada = await server.join("bad", ADA);
		expect((await refused(ada.workspace.action({ name: "getItem", args: [{ id: "a" }, 1] }))).code).toBe(
			"invalid_argument",
		);
	});

	test("a workspace id over 128 bytes", async () => {
		const handle = server.client().workspace.getOrCreate(["ü".repeat(65)]);
		expect((await refused(handle.getSessionInfo())).code).toBe("invalid_workspace_id");
	});

	test("an item, approval or prompt that does not exist", async () => {
		const { workspace } = await server.join("bad", ADA);
		const clientId = "a";
		const missing = await Promise.all([
			refused(workspace.getItem({ id: "none" })),
			refused(workspace.answerApproval({ clientId, approvalId: "none", optionId: "x" })),
			refused(workspace.withdrawPrompt({ clientId, promptId: "none" })),
		]);
		expect(missing.map((error) => error.code)).toEqual(["not_found", "not_found", "not_found"]);
		expect(await workspace.stop({ clientId, turnId: "none" })).toEqual({ stopping: false });
	});

	test("another protocol version, with the side to update", async () => {
		const { workspace } = await server.join("bad", ADA);
		expect((await refused(workspace.sync({ protocol: 0, have: null }))).code).toBe("client_outdated");
		expect((await refused(workspace.sync({ protocol: 2, have: null }))).code).toBe("server_outdated");
	});
});
