import { expect, test } from "vitest";
import { withApprovalDiffs } from "../../src/components/items/tool-call/toolCallDetails.ts";
import { approval, editApproval, editCall } from "../../stories/fixtures/sampleItems.ts";

const refusal = { type: "content", content: { type: "text", text: "The user refused." } } as const;

test("what a refused call was about stays to be seen, before what its agent says now", () => {
	const refused = { ...editCall, status: "failed", content: [refusal] } as const;
	expect(withApprovalDiffs(refused, editApproval).content).toEqual([...editCall.content, refusal]);
});

test("a call that still shows its diffs is left alone, and so is one that was not asked about any", () => {
	expect(withApprovalDiffs(editCall, editApproval)).toBe(editCall);
	expect(withApprovalDiffs(editCall, approval)).toBe(editCall);
	expect(withApprovalDiffs(editCall, undefined)).toBe(editCall);
});
