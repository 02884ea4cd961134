import { expect, test } from "vitest";
import { withApprovalDiffs } from "../../src/components/items/tool-call/toolCallDetails.ts";
import { approval, editApproval, editCall } from "../../stories/fixtures/sampleItems.ts";

const refusal = { type: "content", content: { type: "text", text: "The user refused." } } as const;

test("the diffs of a rejected call stay visible, before its new content", () => {
	const refused = { ...editCall, status: "failed", content: [refusal] } as const;
	expect(withApprovalDiffs(refused, editApproval).content).toEqual([...editCall.content, refusal]);
});

test("a call that still has its diffs is unchanged, and so is one whose request had none", () => {
	expect(withApprovalDiffs(editCall, editApproval)).toBe(editCall);
	expect(withApprovalDiffs(editCall, approval)).toBe(editCall);
	expect(withApprovalDiffs(editCall, undefined)).toBe(editCall);
});

test("the plan that was approved stays visible when a sentence replaces it, and is shown once", () => {
	const text = (words: string) => ({ type: "content", content: { type: "text", text: words } }) as const;
	const plan = text("1. Read it\n2. Write it");
	const asked = { ...editCall, toolKind: "switch_mode", content: [plan], rawInput: {} } as const;
	const request = { ...editApproval, toolCall: { ...editApproval.toolCall, ...asked } };
	const done = { ...asked, content: [text("Approved.")] };
	expect(withApprovalDiffs(done, request).content).toEqual([plan, text("Approved.")]);
	expect(withApprovalDiffs(asked, request)).toBe(asked);
	const inInput = { ...done, rawInput: { plan: plan.content.text } };
	expect(withApprovalDiffs(inInput, request)).toBe(inInput);
});
