import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NoticeItem } from "../../src/protocol/index.ts";
import { ask } from "../harness/ask.ts";
import type { Visitor } from "../harness/joinWorkspace.ts";
import { pendingApproval, timelineOf } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";
import { ServerProvider } from "../sandbox/ServerProvider.ts";

let folder: string;
let server: WorkspaceServer;
/** By workspace. */
const sandboxes = new Map<string, ServerProvider>();

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "workspace-chat-restore-"));
	const sandbox = ({ workspaceId }: { workspaceId: string }) => sandboxOf(workspaceId);
	server = await startWorkspaceServer({ sandbox, limits: { retryBaseMs: 50 } });
});
afterAll(async () => {
	await server.stop();
	await Promise.all([...sandboxes.values()].map((sandbox) => sandbox.destroyAll()));
	await rm(folder, { recursive: true });
});

function sandboxOf(workspaceId: string): ServerProvider {
	const sandbox = sandboxes.get(workspaceId);
	if (!sandbox) throw new Error(`There is no sandbox for ${workspaceId}.`);
	return sandbox;
}

/** A workspace in which Ada has asked something. */
async function joinUsed(workspaceId: string, flags: string): Promise<Visitor> {
	const place = join(folder, workspaceId);
	sandboxes.set(workspaceId, new ServerProvider({ folder: place, script: "remembering", flags }));
	const ada = await server.join(workspaceId, { userId: "ada", name: "Ada" });
	await ask(ada, "first");
	return ada;
}

const noticesOf = (visitor: Visitor): readonly NoticeItem[] =>
	timelineOf(visitor.seen()).filter((item) => item.kind === "notice");

async function untilRestored(visitor: Visitor): Promise<void> {
	await visitor.until(
		() => noticesOf(visitor).some(({ code }) => code === "session_restored"),
		"the session to be back",
	);
}

interface AgentMemory {
	readonly remembered: readonly string[];
	readonly texts: readonly string[];
	readonly model?: string;
	readonly mode?: string;
}

/** What the agent answers to the next prompt: what it remembers, and all texts it received. */
async function askNext(visitor: Visitor): Promise<AgentMemory> {
	await ask(visitor, "second");
	const message = timelineOf(visitor.seen()).findLast((item) => item.kind === "message");
	return JSON.parse(message?.text ?? "{}");
}

/** The agent dies in a turn. It is back for the next prompt. */
async function loseAgent(visitor: Visitor): Promise<void> {
	expect(await ask(visitor, "die")).toMatchObject({ state: "failed", result: { error: { code: "agent_exited" } } });
}

test("restarts a crashed server with the agent's memory, and one notice says both", async () => {
	const ada = await joinUsed("crash", "--load");
	const before = timelineOf(ada.seen());
	await sandboxOf("crash").crash();
	await untilRestored(ada);
	expect(await askNext(ada)).toEqual({ remembered: ["first"], texts: ["second"] });
	expect(noticesOf(ada)).toMatchObject([
		{
			level: "info",
			message: "Agent restarted. It remembers the conversation so far.",
			detail: expect.stringContaining("sandbox"),
		},
	]);
	expect(timelineOf(ada.seen()).slice(0, before.length)).toEqual(before);
});

test("restarts an agent that died in a turn, and gives the history to an agent that cannot remember", async () => {
	const ada = await joinUsed("death", "");
	await loseAgent(ada);
	const { remembered, texts } = await askNext(ada);
	expect(remembered).toEqual([]);
	expect(texts).toEqual([expect.stringContaining('"text":"first"'), "second"]);
	// The error of the prompt says it: a notice would be a second ending of the turn.
	expect(noticesOf(ada)).toEqual([]);
});

test("replaces a lost sandbox, gives the history to the agent, and says what is lost", async () => {
	const ada = await joinUsed("gone", "--resume");
	await sandboxOf("gone").destroyAll();
	await untilRestored(ada);
	const { remembered, texts } = await askNext(ada);
	expect(remembered).toEqual([]);
	expect(texts).toEqual([expect.stringContaining('"text":"first"'), "second"]);
	expect(noticesOf(ada)).toMatchObject([
		{ level: "warning", message: expect.stringContaining("replaced by a new one"), hint: expect.any(String) },
	]);
	expect(ada.seen().session.sandboxId).toBe("servers/made-2");
});

async function choose(visitor: Visitor, chosen: Readonly<Record<string, string>>): Promise<void> {
	for (const [configId, value] of Object.entries(chosen)) {
		await visitor.workspace.setConfigOption({ clientId: `choose-${configId}`, configId, value });
	}
}

const valuesOf = (visitor: Visitor) =>
	Object.fromEntries(visitor.seen().session.configOptions.map(({ id, value }) => [id, value]));

test.each([
	["that remembers by itself", "natively", "--load --settings"],
	["that receives the history", "replayed", "--settings"],
])("an agent %s gets the model and mode that people chose before", async (_what, workspaceId, flags) => {
	const ada = await joinUsed(workspaceId, flags);
	await choose(ada, { model: "steady", mode: "code" });
	await loseAgent(ada);
	expect(await askNext(ada)).toMatchObject({ model: "steady", mode: "code" });
	expect(valuesOf(ada)).toEqual({ model: "steady", mode: "code" });
	expect(noticesOf(ada)).toEqual([]);
});

/** Who changed the mode, and to what, by the timeline. */
const modeChangesOf = (visitor: Visitor) =>
	timelineOf(visitor.seen()).flatMap(({ kind, ...item }) => {
		if (kind !== "event" || !("event" in item) || item.event.type !== "setting_changed") return [];
		return item.event.configId === "mode" ? [`${item.by?.name ?? "agent"}: ${item.event.to.value}`] : [];
	});

test("does not revert a mode that people have allowed the agent to change since", async () => {
	const ada = await joinUsed("allowed", "--settings");
	await choose(ada, { model: "steady", mode: "code" });
	const asked = ask(ada, "ask to leave");
	const approval = await ada.until(pendingApproval, "the permission request");
	await ada.workspace.answerApproval({ clientId: "leave", approvalId: approval.id, optionId: "yes" });
	await asked;
	await ada.until(() => valuesOf(ada).mode === "ask", "the mode to be left");
	await loseAgent(ada);
	expect(await askNext(ada)).toMatchObject({ model: "steady", mode: "ask" });
	expect(modeChangesOf(ada)).toEqual(["Ada: code", "agent: ask"]);
});

test("starts with the mode that people chose when the agent has changed it by itself, in sight of all", async () => {
	const ada = await joinUsed("changed", "--settings");
	await choose(ada, { model: "steady", mode: "code" });
	await ask(ada, "leave");
	await ada.until(() => valuesOf(ada).mode === "ask", "the mode to be left");
	await loseAgent(ada);
	expect(await askNext(ada)).toMatchObject({ model: "steady", mode: "code" });
	expect(modeChangesOf(ada)).toEqual(["Ada: code", "agent: ask", "agent: code"]);
});

test("one notice names the choices that are no longer offered, once", async () => {
	const ada = await joinUsed("retired", "--load --settings");
	await choose(ada, { model: "steady", mode: "code" });
	await ask(ada, "retire");
	await loseAgent(ada);
	expect(await askNext(ada)).toMatchObject({ model: "swift", mode: "code" });
	await loseAgent(ada);
	await askNext(ada);
	expect(noticesOf(ada)).toMatchObject([
		{ code: "settings_lost", level: "warning", message: expect.stringContaining("Model") },
	]);
});

test.each([
	["that remembers, and counts from zero,", "accounts-loaded", "--load --accounts"],
	["that remembers, and goes on counting,", "accounts-summed", "--load --accounts --sums"],
	["that receives the history", "accounts-replayed", "--accounts"],
])("an agent %s keeps the session's title, and the cost continues", async (_what, workspaceId, flags) => {
	const ada = await joinUsed(workspaceId, flags);
	const accounts = () => {
		const { title, usage } = ada.seen().session;
		return { title, cents: Math.round((usage?.cost?.amount ?? 0) * 100) };
	};
	const untilReported = async (reported: ReturnType<typeof accounts>) =>
		expect.poll(accounts, { message: "what the agent reported" }).toEqual(reported);
	await ask(ada, "again");
	await untilReported({ title: "first", cents: 2 });
	await loseAgent(ada);
	const second = await ask(ada, "second");
	await untilReported({ title: "first", cents: 3 });
	expect(second.result?.usage?.cost?.amount).toBeCloseTo(0.01);
	await ask(ada, "third");
	await untilReported({ title: "first", cents: 4 });
	await ask(ada, "name Better");
	await untilReported({ title: "Better", cents: 5 });
});
