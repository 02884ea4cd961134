import { describe, expect, test } from "vitest";
import type { PermissionOption } from "../../src/protocol/index.ts";
import { ASK_PEOPLE, followCall, openApproval, usableOptions } from "../../src/rules/approvals.ts";

const option = (
	optionId: string,
	optionKind: PermissionOption["optionKind"],
	name: string = optionKind,
): PermissionOption => ({
	optionId,
	optionKind,
	name,
});
const ALLOW = option("yes", "allow_once");
const REJECT = option("no", "reject_once");

const open = (options: readonly PermissionOption[], answer: "ask" | "allow" | "deny" = "ask") =>
	openApproval(
		{
			kind: "approval",
			id: "approval",
			turnId: null,
			createdAt: 1,
			toolCall: { toolCallId: "1", title: "rm", toolKind: "execute", status: "pending", locations: [], content: [] },
			options,
			state: { status: "pending" },
		},
		{ ...ASK_PEOPLE, answer },
		{ now: 5, turn: null, pending: 0, maxPending: 10, minimumRole: "approver" },
	);

describe("the answers that can be given", () => {
	test.each([
		["different ids", [ALLOW, REJECT], [ALLOW, REJECT]],
		["one id for two kinds", [option("x", "allow_once"), option("x", "reject_once"), REJECT], [REJECT]],
		["one id for once and always", [option("x", "allow_once"), option("x", "allow_always"), REJECT], [REJECT]],
		["one id twice for one kind", [ALLOW, option("yes", "allow_once", "Sure"), REJECT], [ALLOW, REJECT]],
		["blank ids", [option("", "allow_once"), option(" \n", "reject_once"), REJECT], [REJECT]],
		["an id that is too long to send", [option("x".repeat(1_025), "allow_once"), REJECT], [REJECT]],
		["one name for two ids", [option("a", "allow_once", "Go"), option("b", "reject_once", "Go")], "all"],
		["a kind that is unknown", [option("later", "other"), REJECT], "all"],
		["none", [], []],
	] as const)("with %s", (_what, options, usable) => {
		expect(usableOptions(options)).toEqual(usable === "all" ? options : usable);
	});
});

describe("a request", () => {
	test("shows only answers that can be given", () => {
		expect(open([option("x", "reject_once"), option("x", "allow_once"), REJECT])).toMatchObject({
			options: [REJECT],
			state: { status: "pending" },
		});
	});

	test.each([
		["no answers", []],
		["only answers that share an id", [option("x", "reject_once"), option("x", "allow_once")]],
		["only blank ids", [option("", "allow_once")]],
	])("with %s is cancelled in sight of all, whatever the policy says", (_what, options) => {
		for (const answer of ["ask", "allow", "deny"] as const) {
			expect(open(options, answer)).toMatchObject({
				options: [],
				state: { status: "cancelled", reason: "malformed", cancelledAt: 5 },
			});
		}
	});

	test("is not allowed by a policy under an id that also rejects", () => {
		expect(open([option("x", "allow_once"), option("x", "reject_once"), REJECT], "allow")).toMatchObject({
			state: { status: "pending" },
		});
	});
});

describe("a request whose call says more", () => {
	const asked = open([ALLOW, REJECT]);
	const call = { ...asked.toolCall, rawInput: { command: "rm -r build" } };

	test("shows it while it waits, and counts no vote from before", () => {
		const voted = { ...asked, votes: [{ by: { userId: "ada", name: "Ada" }, optionId: "yes", at: 6 }] };
		expect(followCall(voted, call)).toMatchObject({ toolCall: { rawInput: { command: "rm -r build" } }, votes: [] });
	});

	test("is the same when people would decide by the same", () => {
		expect(followCall(asked, { ...asked.toolCall, status: "in_progress", rawOutput: { at: 1 } })).toBeNull();
		expect(followCall(asked, { ...call, toolCallId: "2" })).toBeNull();
	});

	test("keeps what was shown to whoever answered", () => {
		const state = { status: "answered", optionId: "yes", by: null, answeredAt: 7 } as const;
		expect(followCall({ ...asked, state }, call)).toBeNull();
	});
});
