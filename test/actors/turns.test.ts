import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask } from "../harness/ask.ts";
import { refused } from "../harness/refused.ts";
import { endedPrompt, pendingApproval, promptOf, type SeenWorkspace, timelineOf } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
beforeAll(async () => {
	server = await startWorkspaceServer({ limits: { stopGraceMs: 500, retryBaseMs: 50 } });
});
afterAll(() => server.stop());

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };

describe("stop", () => {
	test("ends the turn as cancelled, says who stopped it, and the queue continues", async () => {
		const ada = await server.join("stop", ADA);
		const ben = await server.join("stop", BEN);
		const { promptId } = await ada.workspace.prompt({ text: "long 600" });
		const next = await ada.workspace.prompt({ text: "help" });
		const turn = await ben.until((seen) => seen.turn, "the turn to begin");
		expect(await ben.workspace.stop({ clientId: "stop", turnId: turn.id })).toEqual({ stopping: true });
		const stopping = await ada.until((seen) => seen.turn?.state === "stopping" && seen.turn, "the turn to be stopping");
		expect(stopping).toMatchObject({ id: turn.id, stoppedBy: BEN });
		const prompt = await ada.until(
			(seen) => promptOf(seen, promptId)?.state === "cancelled" && promptOf(seen, promptId),
			"the turn to end",
		);
		expect(prompt).toMatchObject({ result: { stopReason: "cancelled", error: null } });
		await ada.until((seen) => endedPrompt(seen, next.promptId)?.state === "done", "the next turn to end");
	});

	test("pressed twice, or too late, does nothing more", async () => {
		const ada = await server.join("stop", ADA);
		const { promptId } = await ada.workspace.prompt({ text: "long 600" });
		const turn = await ada.until((seen) => seen.turn, "the turn to begin");
		const stops = ["a", "b"].map((clientId) => ada.workspace.stop({ clientId, turnId: turn.id }));
		expect(await Promise.all(stops)).toEqual([{ stopping: true }, { stopping: true }]);
		await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
		expect(await ada.workspace.stop({ clientId: "c", turnId: turn.id })).toEqual({ stopping: false });
	});

	test("cancels pending permission requests", async () => {
		const ada = await server.join("stop", ADA);
		const { promptId } = await ada.workspace.prompt({ text: "permission" });
		const approval = await ada.until(pendingApproval, "the agent to ask");
		const turnId = approval.turnId ?? "";
		await ada.workspace.stop({ clientId: "ask", turnId });
		await ada.until((seen) => endedPrompt(seen, promptId)?.state === "cancelled", "the turn to end");
		expect(ada.seen().items.get(approval.id)).toMatchObject({ state: { status: "cancelled", reason: "stopped" } });
		const late = ada.workspace.answerApproval({ clientId: "late", approvalId: approval.id, optionId: "allow-once" });
		expect((await refused(late)).code).toBe("approval_closed");
	});

	test("works on an agent that ignores it: the connection is replaced, and the next prompt runs", async () => {
		const ada = await server.join("stuck", ADA);
		const { promptId } = await ada.workspace.prompt({ text: "stuck" });
		const turn = await ada.until((seen) => seen.turn, "the turn to begin");
		await ada.until((seen) => timelineOf(seen).some((item) => item.kind === "message"), "the agent to speak");
		await ada.workspace.stop({ clientId: "stop", turnId: turn.id });
		await ada.until((seen) => endedPrompt(seen, promptId)?.state === "cancelled", "the turn to end");
		expect(timelineOf(ada.seen())).toContainEqual(expect.objectContaining({ kind: "notice", code: "turn_stopped" }));
		expect((await ask(ada, "help")).state).toBe("done");
	});
});

describe("a permission request", () => {
	test("is shown to everybody, and the first answer counts", async () => {
		const ada = await server.join("permission", ADA);
		const ben = await server.join("permission", BEN);
		const { promptId } = await ada.workspace.prompt({ text: "permission" });
		const { id: approvalId, options } = await ben.until(pendingApproval, "the agent to ask Ben");
		await ada.until(pendingApproval, "the agent to ask Ada");
		expect(options.map((option) => option.optionId)).toEqual(["allow-once", "allow-always", "reject-once"]);

		const unknown = ben.workspace.answerApproval({ clientId: "no", approvalId, optionId: "yes, please" });
		expect((await refused(unknown)).code).toBe("option_unknown");
		const request = { clientId: "yes", approvalId, optionId: "allow-once" };
		expect(await ben.workspace.answerApproval(request)).toEqual({ approvalId, optionId: "allow-once", missing: 0 });
		expect(await ben.workspace.answerApproval(request)).toEqual({ approvalId, optionId: "allow-once", missing: 0 });
		const second = await refused(ada.workspace.answerApproval({ ...request, optionId: "reject-once" }));
		expect(second).toMatchObject({ code: "already_answered", metadata: { by: BEN, optionId: "allow-once" } });

		const prompt = await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
		expect(prompt).toMatchObject({ state: "done", result: { approvals: 1 } });
		expect(ada.seen().items.get(approvalId)).toMatchObject({ state: { status: "answered", by: BEN } });
	});

	test("can be answered by a person who joins later", async () => {
		const ada = await server.join("permission", ADA);
		const { promptId } = await ada.workspace.prompt({ text: "permission" });
		await ada.until(pendingApproval, "the agent to ask");
		await ada.leave();
		const ben = await server.join("permission", BEN);
		const [approval] = ben.answer.approvals;
		const approvalId = approval?.id ?? "";
		await ben.workspace.answerApproval({ clientId: "later", approvalId, optionId: "reject-once" });
		await ben.until((seen) => endedPrompt(seen, promptId), "the turn to end");
	});
});

describe("an agent that dies in the middle of a turn", () => {
	test("fails its prompt with the reason, leaves nothing open, and is restarted for the next one", async () => {
		const ada = await server.join("death", ADA);
		const prompt = await ask(ada, "crash");
		expect(prompt).toMatchObject({ state: "failed", result: { stopReason: null, error: { code: "agent_exited" } } });
		for (const item of timelineOf(ada.seen())) {
			if (item.kind === "tool_call") expect(item.status).toBe("cancelled");
		}
		await ada.until((seen) => seen.session.state.status === "ready", "the agent to be back");
		expect((await ask(ada, "help")).state).toBe("done");
		// The end of the prompt says it already.
		expect(timelineOf(ada.seen())).not.toContainEqual(expect.objectContaining({ code: "session_restored" }));
	});
});

describe("a setting of the session", () => {
	test("changes for everybody", async () => {
		const ada = await server.join("settings", ADA);
		const ben = await server.join("settings", BEN);
		await ada.until((seen) => seen.session.state.status === "ready", "the agent to be ready");
		await ada.workspace.setConfigOption({ clientId: "set", configId: "mode", value: "plan" });
		const mode = await ben.until(
			(seen) => seen.session.configOptions.find((option) => option.id === "mode" && option.value === "plan"),
			"the mode to change",
		);
		expect(mode.name).toBe("Mode");
	});

	test("is not set again by a late repeat", async () => {
		const ada = await server.join("settings", ADA);
		const { workspace } = ada;
		await ada.until((seen) => seen.session.state.status === "ready", "the agent to be ready");
		const mode = ({ session }: SeenWorkspace) => session.configOptions.find(({ id }) => id === "mode")?.value;
		const first = { clientId: "older", configId: "mode", value: "plan" };
		expect(await workspace.setConfigOption(first)).toEqual({ configId: "mode", value: "plan" });
		const second = workspace.setConfigOption({ clientId: "newer", configId: "mode", value: "auto" });
		expect(await Promise.all([second, workspace.setConfigOption(first)])).toEqual([
			{ configId: "mode", value: "auto" },
			{ configId: "mode", value: "plan" },
		]);
		await ask(ada, "help");
		expect(mode(ada.seen())).toBe("auto");
	});

	test("is refused if the agent does not have it", async () => {
		const { workspace, until } = await server.join("settings", ADA);
		await until((seen) => seen.session.state.status === "ready", "the agent to be ready");
		const clientId = "unknown";
		const setting = workspace.setConfigOption({ clientId, configId: "color", value: "red" });
		expect((await refused(setting)).code).toBe("not_found");
		const choice = workspace.setConfigOption({ clientId, configId: "mode", value: "red" });
		expect((await refused(choice)).code).toBe("option_unknown");
	});
});
