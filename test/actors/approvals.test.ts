import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApprovalDecision, ApprovalPolicy } from "../../actors/approvals/policy.ts";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { local } from "../../actors/sandbox/local.ts";
import type { ApprovalItem, Role } from "../../src/protocol/index.ts";
import { installScriptedAgent } from "../agents/installScriptedAgent.ts";
import { joinWorkspace, type Visitor } from "../harness/joinWorkspace.ts";
import { refused } from "../harness/refused.ts";
import { endedPrompt, type SeenWorkspace, timelineOf } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

/** What the policy says to each prompt, by the last word of it. */
const DECISIONS: Readonly<Record<string, ApprovalDecision>> = {
	"by-allow": { answer: "allow", rule: "reading" },
	"by-deny": { answer: "deny", rule: "no pushing" },
	"by-owners": { ask: { role: "owner", approvers: 2 }, rule: "deleting" },
	"by-two": { ask: { approvers: 2 } },
	"by-viewer": { ask: { role: "viewer" } },
	"by-typo": { ask: { role: "ownr" as Role, approvers: 2 } },
	"by-haste": { ask: { expireAfterMs: 300 } },
	"by-rule": { ask: { settleMatching: true }, rule: "tests" },
	"by-each": { ask: {}, rule: "tests" },
};

const policy: ApprovalPolicy = ({ prompt }) => {
	const word = prompt?.text.split(" ").at(-1) ?? "";
	if (word === "by-throwing") throw new Error("The rules are out of reach.");
	if (word === "by-nonsense") return "perhaps" as ApprovalDecision;
	if (word === "by-silence") return new Promise(() => undefined);
	return DECISIONS[word] ?? "ask";
};

const log: LogEntry[] = [];
let server: WorkspaceServer;
beforeAll(async () => {
	const sandbox = () => {
		const agentsDirectory = join(server.engine.folder, "scripted");
		return local({ cwd: server.cwd, agentsDirectory });
	};
	server = await startWorkspaceServer({
		sandbox,
		approvals: { policy },
		limits: { policyTimeoutMs: 300, stopGraceMs: 500 },
		onLog: (entry) => log.push(entry),
		authenticate({ params }) {
			const { name, role } = params as { readonly name: string; readonly role: Role };
			return { userId: name.toLowerCase(), name, role };
		},
	});
	await installScriptedAgent(join(server.engine.folder, "scripted"));
});
afterAll(() => server.stop());

let count = 0;
const clientId = () => `client-${++count}`;

const visitors = new Map<string, Promise<Visitor>>();
/** Everybody joins once and stays. */
function joinAs(name: string, role: Role): Promise<Visitor> {
	const visitor = visitors.get(name) ?? server.join("approvals", { name, role });
	visitors.set(name, visitor);
	return visitor;
}

function approvalsOf(seen: SeenWorkspace, promptId: string): readonly ApprovalItem[] {
	const turnId = seen.items.get(promptId)?.turnId;
	return timelineOf(seen).filter((item) => item.kind === "approval" && item.turnId === turnId) as ApprovalItem[];
}

/** Sends a prompt and waits until as many permissions wait. */
async function prompt(visitor: Visitor, text: string, waiting = 1) {
	const { promptId } = await visitor.workspace.prompt({ text });
	const approvals = await visitor.until((seen) => {
		const found = approvalsOf(seen, promptId).filter(({ state }) => state.status === "pending");
		return found.length === waiting ? found : null;
	}, `${waiting} permissions to wait`);
	return { promptId, approvals, approvalId: approvals[0]?.id ?? "" };
}

/** The answers that the agent received, as it reports them. */
async function receivedAnswers(visitor: Visitor, promptId: string): Promise<readonly (string | null)[]> {
	const ended = await visitor.until((seen) => endedPrompt(seen, promptId), "the turn to end");
	const said = timelineOf(visitor.seen()).find((item) => item.kind === "message" && item.turnId === ended.turnId);
	const answers: readonly { readonly outcome: { readonly optionId?: string } }[] = JSON.parse(
		said?.kind === "message" ? said.text : "[]",
	);
	return answers.map(({ outcome }) => outcome.optionId ?? null);
}

describe("a policy", () => {
	test.each([
		["allow", "allow_once,allow_always,reject_once", "allow_once"],
		["deny", "allow_once,reject_always,reject_once", "reject_once"],
		["deny", "allow_once,reject_always", "reject_always"],
	])("that returns %s selects the matching option of %s", async (answer, kinds, optionId) => {
		const ada = await joinAs("Ada", "owner");
		const { promptId } = await ada.workspace.prompt({ text: `ask-all 1 ${kinds} by-${answer}` });
		expect(await receivedAnswers(ada, promptId)).toEqual([optionId]);
		const rule = answer === "allow" ? "reading" : "no pushing";
		expect(approvalsOf(ada.seen(), promptId)).toMatchObject([
			{ state: { status: "answered", optionId, by: null, rule, answeredAt: expect.any(Number) } },
		]);
		expect(ada.seen().items.get(promptId)).toMatchObject({ result: { commands: answer === "allow" ? 1 : 0 } });
	});

	test("that denies a request without a reject option cancels it", async () => {
		const ada = await joinAs("Ada", "owner");
		const { promptId } = await ada.workspace.prompt({ text: "ask-all 1 allow_once by-deny" });
		expect(await receivedAnswers(ada, promptId)).toEqual([null]);
		const state = { status: "cancelled", reason: "denied", rule: "no pushing" };
		expect(approvalsOf(ada.seen(), promptId)).toMatchObject([{ state }]);
	});

	test("never allows always: if `allow_once` is not offered, people are asked", async () => {
		const ada = await joinAs("Ada", "owner");
		const { approvalId, promptId } = await prompt(ada, "ask-all 1 allow_always,reject_once by-allow");
		await ada.workspace.answerApproval({ clientId: clientId(), approvalId, optionId: "reject_once" });
		expect(await receivedAnswers(ada, promptId)).toEqual(["reject_once"]);
	});

	test.each(["throwing", "nonsense", "silence"])(
		"that answers with %s leaves it to people, and to the log",
		async (how) => {
			const ada = await joinAs("Ada", "owner");
			log.length = 0;
			const { approvalId, promptId } = await prompt(ada, `ask-all 1 allow_once,reject_once by-${how}`);
			expect(log).toContainEqual(expect.objectContaining({ level: "error", event: "policy_failed" }));
			await ada.workspace.answerApproval({ clientId: clientId(), approvalId, optionId: "allow_once" });
			expect(await receivedAnswers(ada, promptId)).toEqual(["allow_once"]);
		},
	);

	test("that is still pending when the turn is stopped asks nobody", async () => {
		const ada = await joinAs("Ada", "owner");
		const { promptId } = await ada.workspace.prompt({ text: "ask-all 1 allow_once,reject_once by-silence" });
		const turn = await ada.until((seen) => seen.turn, "the turn to begin");
		await ada.until(
			(seen) => timelineOf(seen).some(({ kind, turnId }) => kind === "tool_call" && turnId === turn.id),
			"the call",
		);
		await ada.workspace.stop({ clientId: clientId(), turnId: turn.id });
		const [approval] = await ada.until((seen) => {
			const found = approvalsOf(seen, promptId);
			return found.length > 0 ? found : null;
		}, "the permission");
		expect(approval?.state).toMatchObject({ status: "cancelled", reason: expect.stringMatching(/stopped|turn_ended/) });
		await ada.until((seen) => endedPrompt(seen, promptId)?.state === "cancelled", "the turn to end");
	});
});

describe("several approvers", () => {
	test("with the required role must all allow it, and each counts once", async () => {
		const [ada, ben, cleo] = [
			await joinAs("Ada", "owner"),
			await joinAs("Ben", "approver"),
			await joinAs("Cleo", "owner"),
		];
		const { approvalId, promptId, approvals } = await prompt(
			ada,
			"ask-all 1 allow_once,allow_always,reject_once by-owners",
		);
		expect(approvals).toMatchObject([{ requirements: { role: "owner", approvers: 2 }, rule: "deleting" }]);
		const request = { approvalId, optionId: "allow_always" };
		expect(await refused(ben.workspace.answerApproval({ ...request, clientId: clientId() }))).toMatchObject({
			code: "forbidden",
		});
		for (const _ of ["once", "and again"])
			expect(await ada.workspace.answerApproval({ ...request, clientId: clientId() })).toMatchObject({ missing: 1 });
		const votes = await cleo.until(({ items }) => {
			const item = items.get(approvalId);
			return item?.kind === "approval" && item.votes;
		}, "Ada's vote");
		expect(votes).toMatchObject([{ by: { name: "Ada" }, optionId: "allow_always" }]);
		const last = { approvalId, optionId: "allow_once", clientId: clientId() };
		expect(await cleo.workspace.answerApproval(last)).toMatchObject({ missing: 0 });
		expect(await receivedAnswers(ada, promptId)).toEqual(["allow_once"]);
		expect(approvalsOf(ada.seen(), promptId)).toMatchObject([
			{
				state: { status: "answered", optionId: "allow_once", by: { name: "Cleo" } },
				votes: [{ by: { name: "Ada" } }, { by: { name: "Cleo" } }],
			},
		]);
	});

	test("are not awaited after one of them rejects it", async () => {
		const [ada, ben] = [await joinAs("Ada", "owner"), await joinAs("Ben", "approver")];
		const { approvalId, promptId } = await prompt(ada, "ask-all 1 allow_once,reject_once by-two");
		await ada.workspace.answerApproval({ clientId: clientId(), approvalId, optionId: "allow_once" });
		await ben.workspace.answerApproval({ clientId: clientId(), approvalId, optionId: "reject_once" });
		expect(await receivedAnswers(ada, promptId)).toEqual(["reject_once"]);
	});

	test("are owners when the policy names a role that does not exist", async () => {
		const [ada, ben] = [await joinAs("Ada", "owner"), await joinAs("Ben", "approver")];
		const { approvalId, promptId, approvals } = await prompt(ada, "ask-all 1 allow_once,reject_once by-typo");
		expect(approvals).toMatchObject([{ requirements: { role: "owner" } }]);
		const request = { approvalId, optionId: "allow_once" };
		const { code } = await refused(ben.workspace.answerApproval({ ...request, clientId: clientId() }));
		expect(code).toBe("forbidden");
		await ada.workspace.answerApproval({ ...request, clientId: clientId() });
		await receivedAnswers(ada, promptId);
		expect(log.some(({ event }) => event === "policy_failed")).toBe(true);
	});

	test("never need a lower role than the role table", async () => {
		const [ada, dora] = [await joinAs("Ada", "owner"), await joinAs("Dora", "editor")];
		const { approvalId, promptId, approvals } = await prompt(ada, "ask-all 1 allow_once,reject_once by-viewer");
		expect(approvals).toMatchObject([{ requirements: { role: "approver" } }]);
		const request = { clientId: clientId(), approvalId, optionId: "allow_once" };
		expect((await refused(dora.workspace.answerApproval(request))).code).toBe("forbidden");
		await ada.workspace.answerApproval(request);
		await receivedAnswers(ada, promptId);
	});
});

describe('an "always" answer', () => {
	test("settles what is pending under the same rule, if the policy says so", async () => {
		const [ada, ben] = [await joinAs("Ada", "owner"), await joinAs("Ben", "approver")];
		const { approvalId, promptId } = await prompt(ada, "ask-all 4 allow_once,allow_always,reject_once by-rule", 4);
		await ben.workspace.answerApproval({ clientId: clientId(), approvalId, optionId: "allow_always" });
		expect(await receivedAnswers(ada, promptId)).toEqual(Array(4).fill("allow_always"));
		const [first, ...others] = approvalsOf(ada.seen(), promptId).map(({ state }) => state);
		expect(first).toMatchObject({ by: { name: "Ben" } });
		expect(first).not.toHaveProperty("rule");
		for (const state of others) expect(state).toMatchObject({ by: { name: "Ben" }, rule: "tests" });
	});

	test.each([
		["by-each", "allow_always"],
		["by-rule", "allow_once"],
	])("settles nothing else %s with %s", async (word, optionId) => {
		const ada = await joinAs("Ada", "owner");
		const { approvals, promptId } = await prompt(ada, `ask-all 2 allow_once,allow_always,reject_once ${word}`, 2);
		const [first, second] = approvals.map(({ id }) => id);
		await ada.workspace.answerApproval({ clientId: clientId(), approvalId: first ?? "", optionId });
		const waiting = await ada.until((seen) => {
			const pending = approvalsOf(seen, promptId).filter(({ state }) => state.status === "pending");
			return pending.length === 1 ? pending : null;
		}, "one to wait on");
		expect(waiting).toMatchObject([{ id: second }]);
		await ada.workspace.answerApproval({ clientId: clientId(), approvalId: second ?? "", optionId: "reject_once" });
		expect(await receivedAnswers(ada, promptId)).toEqual([optionId, "reject_once"]);
	});
});

describe("a permission request", () => {
	test("shows what the agent says about its call only afterwards, and keeps what was shown to who answered", async () => {
		const ada = await joinAs("Ada", "owner");
		const rpc = (message: object) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`;
		const say = (text: string) => {
			const content = [{ type: "content", content: { type: "text", text } }];
			const update = { sessionUpdate: "tool_call_update", toolCallId: "plan", content };
			return rpc({ method: "session/update", params: { sessionId: "scripted", update } });
		};
		const options = [{ optionId: "yes", name: "Yes", kind: "allow_once" }];
		const toolCall = { toolCallId: "plan", title: "Ready to code?", kind: "switch_mode" };
		const params = { sessionId: "scripted", toolCall, options };
		const request = rpc({ id: "plan", method: "session/request_permission", params }) + say("1. Write it");
		const { promptId, approvalId } = await prompt(ada, `write ${JSON.stringify([request, "plan"])}`);
		const shown = () => approvalsOf(ada.seen(), promptId)[0]?.toolCall.content;
		const plan = [{ type: "content", content: { type: "text", text: "1. Write it" } }];
		await expect.poll(shown).toEqual(plan);
		await ada.workspace.answerApproval({ clientId: clientId(), approvalId, optionId: "yes" });
		await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
		await ada.workspace.prompt({ text: `write ${JSON.stringify([say("2. Something else")])}` });
		const call = () =>
			timelineOf(ada.seen()).findLast((item) => item.kind === "tool_call" && item.toolCallId === "plan");
		await expect.poll(call).toMatchObject({ content: [{ content: { text: "2. Something else" } }] });
		expect(shown()).toEqual(plan);
	});

	test("that the agent takes back ends at once, and nobody answers it any more", async () => {
		const ada = await joinAs("Ada", "owner");
		const options = [{ optionId: "yes", name: "Yes", kind: "allow_once" }];
		const params = { sessionId: "scripted", toolCall: { toolCallId: "back", title: "npm test" }, options };
		const lines = [
			{ id: "back", method: "session/request_permission", params },
			{ method: "$/cancel_request", params: { requestId: "back" } },
		].map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
		const { promptId } = await ada.workspace.prompt({ text: `write ${JSON.stringify([lines.join(""), "back"])}` });
		await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
		const [approval] = approvalsOf(ada.seen(), promptId);
		expect(approval).toMatchObject({ state: { status: "cancelled", reason: "withdrawn" } });
		const late = ada.workspace.answerApproval({
			clientId: clientId(),
			approvalId: approval?.id ?? "",
			optionId: "yes",
		});
		expect(await refused(late)).toMatchObject({ code: "approval_closed", message: expect.stringContaining("took") });
	});

	test("that comes together with the end of a turn waits for people", async () => {
		const ada = await joinAs("Ada", "owner");
		const options = [{ optionId: "yes", name: "Yes", kind: "allow_once" }];
		const toolCall = { toolCallId: "after", title: "npm run after" };
		const params = { sessionId: "scripted", toolCall, options };
		const request = { jsonrpc: "2.0", id: "after", method: "session/request_permission", params };
		const end = '{"jsonrpc":"2.0","id":ID,"result":{"stopReason":"end_turn"}}';
		const { promptId } = await ada.workspace.prompt({
			text: `write ${JSON.stringify([`${end}\n${JSON.stringify(request)}\n`])}`,
		});
		await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
		const asked = () =>
			timelineOf(ada.seen()).find((item) => item.kind === "approval" && item.toolCall.toolCallId === "after");
		await expect.poll(asked).toMatchObject({ state: { status: "pending" } });
		await ada.workspace.answerApproval({ clientId: clientId(), approvalId: asked()?.id ?? "", optionId: "yes" });
		await expect.poll(asked).toMatchObject({ state: { status: "answered", optionId: "yes" } });
		await ada.until(({ session }) => session.background === null, "the entry to end");
	});

	test("is cancelled for the agent too if nobody answers in time", async () => {
		const ada = await joinAs("Ada", "owner");
		const { promptId, approvalId, approvals } = await prompt(ada, "ask-all 1 allow_once,reject_once by-haste");
		const [asked] = approvals;
		expect((asked?.expiresAt ?? 0) - (asked?.createdAt ?? 0)).toBeGreaterThanOrEqual(300);
		expect(await receivedAnswers(ada, promptId)).toEqual([null]);
		expect(approvalsOf(ada.seen(), promptId)).toMatchObject([{ state: { status: "cancelled", reason: "expired" } }]);
		const late = ada.workspace.answerApproval({ clientId: clientId(), approvalId, optionId: "allow_once" });
		expect(await refused(late)).toMatchObject({ code: "approval_closed", message: expect.stringContaining("expired") });
	});

	test.each([
		["whose answers share an id", "allow_once:x,reject_once:x"],
		["without answers", "allow_once:"],
	])("%s is cancelled for the agent, and stays in the timeline", async (_what, kinds) => {
		const ada = await joinAs("Ada", "owner");
		const { promptId } = await ada.workspace.prompt({ text: `ask-all 1 ${kinds}` });
		expect(await receivedAnswers(ada, promptId)).toEqual([null]);
		expect(approvalsOf(ada.seen(), promptId)).toMatchObject([
			{ toolCall: { title: "Run 0" }, options: [], state: { status: "cancelled", reason: "malformed" } },
		]);
	});

	test("answered by ten people at once counts one answer, and the other nine learn who gave it", async () => {
		const ada = await joinAs("Ada", "owner");
		const client = server.client();
		const people: Visitor[] = [];
		for (let index = 0; index < 10; index++)
			people.push(await joinWorkspace(client, "approvals", { name: `Person ${index}`, role: "approver" }));
		const { approvalId, promptId } = await prompt(ada, "ask-all 1 allow_once,reject_once");
		const answers = await Promise.all(
			people.map(({ workspace }, index) => {
				const optionId = index % 2 === 0 ? "allow_once" : "reject_once";
				return workspace
					.answerApproval({ clientId: clientId(), approvalId, optionId })
					.catch((error: unknown) => error);
			}),
		);
		const [won, ...more] = answers.filter((answer) => !(answer instanceof Error));
		expect(more).toEqual([]);
		const winner = await ada.until((seen) => {
			const [approval] = approvalsOf(seen, promptId);
			return approval?.state.status === "answered" ? approval.state : null;
		}, "the answer");
		expect(won).toMatchObject({ approvalId, optionId: winner.optionId, missing: 0 });
		const losers = answers.filter((answer) => answer instanceof Error);
		expect(losers).toHaveLength(9);
		for (const loser of losers)
			expect(loser).toMatchObject({ code: "already_answered", metadata: { by: winner.by, optionId: winner.optionId } });
		expect(await receivedAnswers(ada, promptId)).toEqual([winner.optionId]);
		await Promise.all(people.map((person) => person.leave()));
	});

	test("answered after a stop starts nothing", async () => {
		const ada = await joinAs("Ada", "owner");
		const { promptId, approvalId } = await prompt(ada, "ask-all 1 allow_once,reject_once");
		const turnId = ada.seen().turn?.id ?? "";
		const both = [
			ada.workspace.stop({ clientId: clientId(), turnId }),
			ada.workspace
				.answerApproval({ clientId: clientId(), approvalId, optionId: "allow_once" })
				.catch((error: unknown) => error),
		];
		expect(await Promise.all(both)).toMatchObject([{ stopping: true }, { code: "approval_closed" }]);
		await ada.until((seen) => endedPrompt(seen, promptId)?.state === "cancelled", "the turn to end");
		expect(await receivedAnswers(ada, promptId)).toEqual([null]);
		expect(approvalsOf(ada.seen(), promptId)).toMatchObject([{ state: { status: "cancelled", reason: "stopped" } }]);
	});
});

describe("the audit log", () => {
	test("says what the policy has decided, what nobody has, and by which rule people were asked", async () => {
		const ada = await joinAs("Ada", "owner");
		const entriesOf = async (approvalId: string | undefined) => {
			const { entries } = await ada.workspace.getAuditLog({ filter: { action: "answerApproval" } });
			return entries.filter(({ target }) => target === approvalId);
		};
		const decide = async (text: string) => {
			const { promptId } = await ada.workspace.prompt({ text });
			await receivedAnswers(ada, promptId);
			return entriesOf(approvalsOf(ada.seen(), promptId)[0]?.id);
		};
		const allowed = {
			actor: "policy",
			by: null,
			outcome: "done",
			rule: "reading",
			details: { optionId: "allow_once" },
		};
		expect(await decide("ask-all 1 allow_once by-allow")).toMatchObject([allowed]);
		const denied = { actor: "policy", rule: "no pushing", details: { reason: "denied" } };
		expect(await decide("ask-all 1 allow_once by-deny")).toMatchObject([denied]);
		const expired = { actor: "workspace", by: null, rule: null, details: { reason: "expired" } };
		expect(await decide("ask-all 1 allow_once by-haste")).toMatchObject([expired]);

		const { approvalId, promptId } = await prompt(ada, "ask-all 1 allow_once,reject_once by-each");
		await ada.workspace.answerApproval({ clientId: clientId(), approvalId, optionId: "allow_once" });
		await receivedAnswers(ada, promptId);
		expect(await entriesOf(approvalId)).toMatchObject([{ actor: "person", by: { name: "Ada" }, rule: "tests" }]);
	});
});
