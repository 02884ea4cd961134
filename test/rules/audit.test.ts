import { expect, test } from "vitest";
import { ACTION_NAMES } from "../../src/protocol/index.ts";
import { doneAct, isAct, isRecordedRefusal, refusedAct } from "../../src/rules/audit.ts";
import { SAMPLE_REQUESTS } from "../faults/inputs/sampleRequests.ts";

const ADA = "ada";

test("a prompt is recorded by its id and its length, and never by its text", () => {
	const request = { clientId: "c", text: "the password is swordfish", attachments: ["a", "b"], whenBusy: "queue" };
	const act = doneAct({ userId: ADA, action: "prompt" }, request, { promptId: "prompt-1", position: 0 });
	expect(act).toMatchObject({
		actor: "person",
		userId: ADA,
		action: "prompt",
		target: "prompt-1",
		outcome: "done",
		details: { textLength: 25, attachmentsCount: 2, whenBusy: "queue", position: 0 },
	});
	expect(JSON.stringify(act)).not.toContain("swordfish");
});

test.each([
	[
		"answerApproval",
		{ approvalId: "a", optionId: "allow" },
		{ approvalId: "a", optionId: "allow", missing: 1 },
		"a",
		{ optionId: "allow", missing: 1 },
	],
	[
		"setConfigOption",
		{ configId: "mode", value: "plan" },
		{ configId: "mode", value: "plan" },
		"mode",
		{ value: "plan" },
	],
	["changeAgent", { agent: "codex" }, { agent: "codex" }, "codex", {}],
	["stop", { turnId: "turn" }, { stopping: true }, "turn", { stopping: true }],
	["movePrompt", { promptId: "p", before: null }, { moved: false }, "p", { moved: false }],
	[
		"answerQuestion",
		{ questionId: "q", action: "accept", answer: { pin: "1234" } },
		{ questionId: "q", action: "accept" },
		"q",
		{ action: "accept" },
	],
])("%s is recorded with what it is about", (action, request, response, target, details) => {
	const act = doneAct({ userId: ADA, action }, { clientId: "c", ...request }, response);
	expect(act).toMatchObject({ action, target, details });
	expect(act.details).toEqual(details);
});

test("an action that nobody has thought of says neither texts nor secrets", () => {
	const response = { invite: { id: "i", by: "secret" }, token: "secret", link: "https://secret" };
	const act = doneAct(
		{ userId: ADA, action: "createInvite" },
		{ clientId: "c", note: "secret", role: "viewer" },
		response,
	);
	expect(act).toMatchObject({ target: "i", details: { noteLength: 6, role: "viewer" } });
	expect(JSON.stringify(act)).not.toContain("secret");
});

test("an act on somebody names them, and one of a program of the host names nobody", () => {
	const act = doneAct({ userId: null, action: "disconnectUser" }, { clientId: "c", userId: "ben" }, { closed: 1 });
	expect(act).toMatchObject({ actor: "host", userId: null, personId: "ben", details: { closed: 1 } });
	expect(doneAct({ userId: ADA, action: "prompt" }, { userId: ADA, text: "" }, {}).personId).toBeNull();
});

test("a refusal says why, also if the request makes no sense", () => {
	const act = refusedAct({ userId: ADA, action: "answerApproval" }, { approvalId: "a", optionId: "o" }, "forbidden");
	expect(act).toMatchObject({ outcome: "refused", code: "forbidden", target: "a" });
	expect(refusedAct({ userId: ADA, action: "prompt" }, null, "forbidden")).toMatchObject({ target: null, details: {} });
});

test("what changes something is an act, and of what only reads just a refusal of access is recorded", () => {
	const acts = ACTION_NAMES.filter(isAct);
	expect(acts).toEqual(ACTION_NAMES.filter((name) => "clientId" in (SAMPLE_REQUESTS[name] ?? {})));
	expect(isRecordedRefusal("prompt", "queue_full")).toBe(true);
	expect(isRecordedRefusal("getHistory", "rate_limited")).toBe(false);
	expect(isRecordedRefusal("getDiagnostics", "forbidden")).toBe(true);
	expect(isRecordedRefusal("prompt", "workspace_importing")).toBe(false);
});
