import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { local } from "../../actors/sandbox/local.ts";
import { installScriptedAgent } from "../agents/installScriptedAgent.ts";
import type { Visitor } from "../harness/joinWorkspace.ts";
import { endedPrompt, timelineOf } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

const ADA = { userId: "ada", name: "Ada" };

let server: WorkspaceServer;
beforeAll(async () => {
	const sandbox = ({ workspaceId }: { readonly workspaceId: string }) =>
		local({ cwd: server.cwd, agentsDirectory: join(server.engine.folder, workspaceId) });
	server = await startWorkspaceServer({ sandbox });
});
afterAll(() => server.stop());

/** Joins a workspace of its own agent, and begins a turn that waits to be steered or stopped. */
async function beginTurn(
	workspaceId: string,
	flag: string,
): Promise<{ readonly ada: Visitor; readonly promptId: string }> {
	await installScriptedAgent(join(server.engine.folder, workspaceId), flag);
	const ada = await server.join(workspaceId, ADA);
	const { promptId } = await ada.workspace.prompt({ text: "wait" });
	await ada.until((seen) => timelineOf(seen).some((item) => item.kind === "message"), "the agent to wait");
	return { ada, promptId };
}

/** The prompts and messages, in order. */
function conversation(ada: Visitor): readonly string[] {
	return timelineOf(ada.seen()).flatMap((item) =>
		item.kind === "prompt" || item.kind === "message" ? [`${item.kind} ${item.text}`] : [],
	);
}

describe("a prompt that steers an agent that accepts prompts in its turn", () => {
	test("joins the turn, which goes on", async () => {
		const { ada, promptId } = await beginTurn("joins", "--steers");
		const steering = await ada.workspace.prompt({ text: "finish", whenBusy: "steer" });
		const ended = await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
		expect(ended).toMatchObject({ state: "done", result: { stopReason: "end_turn" } });
		expect(ended.result?.stoppedBy).toBeUndefined();
		const joined = await ada.until((seen) => endedPrompt(seen, steering.promptId), "the prompt to be done");
		expect(joined).toMatchObject({ state: "done", result: null, turnId: ended.turnId });
		expect(conversation(ada)).toEqual(["prompt wait", "message waiting", "prompt finish", "message steered: finish"]);
	});

	test("is given to it once for each, in their order", async () => {
		const { ada, promptId } = await beginTurn("many", "--steers");
		for (const text of ["one", "two", "finish"]) await ada.workspace.prompt({ text, whenBusy: "steer" });
		await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
		expect(conversation(ada).filter((line) => line.startsWith("prompt"))).toEqual([
			"prompt wait",
			"prompt one",
			"prompt two",
			"prompt finish",
		]);
	});

	test.each(["never", "refuse"])("stops the turn when the agent does not take it (%s), and then runs", async (flag) => {
		const { ada, promptId } = await beginTurn(flag, `--steers=${flag}`);
		const steering = await ada.workspace.prompt({ text: "echo", whenBusy: "steer" });
		const ran = await ada.until((seen) => endedPrompt(seen, steering.promptId), "the prompt to run");
		expect(ran).toMatchObject({ state: "done", result: { stopReason: "end_turn" } });
		expect(ada.seen().items.get(promptId)).toMatchObject({
			state: "cancelled",
			result: { stoppedFor: steering.promptId },
		});
	});
});

test("a prompt that steers an agent that exits with it is not run a second time, and a notice says why", async () => {
	const { ada, promptId } = await beginTurn("exits", "--steers=exit");
	const steering = await ada.workspace.prompt({ text: "echo", whenBusy: "steer" });
	const given = await ada.until((seen) => endedPrompt(seen, steering.promptId), "the prompt to be over");
	const ended = await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
	expect(ended).toMatchObject({ state: "failed" });
	expect(given).toMatchObject({ state: "interrupted", result: null, turnId: ended.turnId });
	const next = await ada.workspace.prompt({ text: "echo" });
	await ada.until((seen) => endedPrompt(seen, next.promptId), "the next prompt to run");
	expect(ada.seen().items.get(steering.promptId)).toMatchObject({ state: "interrupted" });
	const notices = timelineOf(ada.seen()).filter((item) => item.kind === "notice");
	expect(notices).toContainEqual(expect.objectContaining({ code: "steering_unconfirmed", turnId: ended.turnId }));
});

test("a prompt that interrupts stops the turn, also of an agent that accepts prompts in it", async () => {
	const { ada, promptId } = await beginTurn("interrupted", "--steers");
	const next = await ada.workspace.prompt({ text: "echo", whenBusy: "interrupt" });
	await ada.until((seen) => endedPrompt(seen, next.promptId), "the prompt to run");
	expect(ada.seen().items.get(promptId)).toMatchObject({ state: "cancelled", result: { stoppedFor: next.promptId } });
});
