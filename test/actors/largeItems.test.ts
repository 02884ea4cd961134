import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { local } from "../../actors/sandbox/local.ts";
import type { ApprovalItem } from "../../src/protocol/index.ts";
import { installScriptedAgent } from "../agents/installScriptedAgent.ts";
import { ask } from "../harness/ask.ts";
import type { Visitor } from "../harness/joinWorkspace.ts";
import { endedPrompt, pendingApproval, type SeenWorkspace, timelineOf } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
const lines: LogEntry[] = [];
beforeAll(async () => {
	server = await startWorkspaceServer({
		sandbox: () => local({ agentsDirectory: join(server.engine.folder, "scripted"), cwd: server.cwd }),
		onLog: (entry) => lines.push(entry),
	});
	await installScriptedAgent(join(server.engine.folder, "scripted"));
});
afterAll(() => server.stop());

const ADA = { userId: "ada", name: "Ada" };

/** What Rivet sends at most in one message; over it, it closes the connection. */
const MAX_MESSAGE_BYTES = 1_048_576;

test.each([
	["a log of 5 MB", "log 5000000", "tool_call"],
	["an answer of 3 MB", "stream 30", "message"],
	["one message of 5 MB", "say 5000000", "message"],
	["a diff of 5 MB", "diff 5000000", "tool_call"],
	["a raw output of 5 MB", "raw 5000000", "tool_call"],
])(
	"%s is stored, sent and found again, says how much of it is missing, and the work continues",
	async (name, text, kind) => {
		const ada = await server.join(name.replaceAll(" ", "-"), ADA);
		const sizes = watchSizes(ada);
		expect((await ask(ada, text)).state).toBe("done");
		expect((await ask(ada, "echo")).state).toBe("done");
		const ben = await server.join(name.replaceAll(" ", "-"), { userId: "ben" });
		expect(workIn(ben.seen())).toEqual(workIn(ada.seen()));
		expect(workIn(ben.seen()).map((item) => item.kind)).toEqual(["prompt", kind, "prompt", "message"]);
		const large = workIn(ben.seen()).find((item) => item.kind === kind);
		const kept = await ben.workspace.getItem({ id: large?.id ?? "" });
		expect(kept.truncated).toBeUndefined();
		expect(kept.missingBytes).toBeGreaterThan(2_000_000);
		expect(large).toMatchObject({ truncated: true, missingBytes: kept.missingBytes });
		expect(Math.max(...sizes, bytesOf(ben.answer), bytesOf(kept))).toBeLessThan(MAX_MESSAGE_BYTES);
		expect(lines.filter(({ level }) => level === "error")).toEqual([]);
	},
);

test("a permission request with a diff of 5 MB can be answered, and says that it was truncated", async () => {
	const ada = await server.join("large-permission", ADA);
	const { promptId } = await ada.workspace.prompt({ text: "ask-diff 5000000" });
	const asked = await ada.until(pendingApproval, "the agent to ask");
	const ben = await server.join("large-permission", { userId: "ben" });
	expect(pendingApproval(ben.seen())).toMatchObject({ truncated: true, missingBytes: asked.missingBytes });
	const kept = await ben.workspace.getItem({ id: asked.id });
	expect(kept).toMatchObject({ missingBytes: asked.missingBytes });
	expect(bytesOf(kept)).toBeLessThan(MAX_MESSAGE_BYTES);
	await ben.workspace.answerApproval({ clientId: "yes", approvalId: asked.id, optionId: "yes" });
	await ada.until((seen) => endedPrompt(seen, promptId)?.state === "done", "the turn to end");
	expect(timelineOf(ada.seen()).find((item) => item.id === asked.id)).toMatchObject({
		state: { status: "answered", optionId: "yes" },
		missingBytes: asked.missingBytes,
	});
});

/** The timeline without its events, such as who has joined. */
function workIn(seen: SeenWorkspace) {
	return timelineOf(seen).filter(({ kind }) => kind !== "event");
}

/** The bytes of each event that comes from now on. */
function watchSizes({ workspace }: Visitor): readonly number[] {
	const sizes: number[] = [];
	for (const event of ["workspace.patches", "session.event"] as const) {
		workspace.on(event, (payload: unknown) => sizes.push(bytesOf(payload)));
	}
	return sizes;
}

function bytesOf(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(value));
}

test("too many commands for one message and endless permission requests do not keep people out", async () => {
	const ada = await server.join("endless", ADA);
	await ask(ada, "offer 5000");
	expect(ada.seen().session.commands.length).toBeGreaterThan(50);
	const { promptId } = await ada.workspace.prompt({ text: "ask-often 500" });
	await ada.until((seen) => approvalsIn(seen).length === 500, "all questions");
	expect(approvalsIn(ada.seen()).map(statusOf)).toEqual([
		...Array(100).fill("pending"),
		...Array(400).fill("too_many"),
	]);
	const ben = await server.join("endless", { userId: "ben" });
	expect(pendingIn(ben.seen())).toEqual(pendingIn(ada.seen()));
	await ada.workspace.stop({ clientId: "enough", turnId: ada.seen().turn?.id ?? "" });
	await ada.until((seen) => endedPrompt(seen, promptId)?.state === "cancelled", "the turn to end");
	expect(pendingIn(ada.seen())).toEqual([]);
});

function approvalsIn(seen: SeenWorkspace) {
	return [...seen.items.values()]
		.filter((item) => item.kind === "approval")
		.sort((one, other) => one.order - other.order);
}

function pendingIn(seen: SeenWorkspace) {
	return approvalsIn(seen).filter(({ state }) => state.status === "pending");
}

function statusOf({ state }: ApprovalItem): string {
	return state.status === "cancelled" ? state.reason : state.status;
}
