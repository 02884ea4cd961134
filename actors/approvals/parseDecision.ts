import * as v from "valibot";
import { ROLES } from "../../src/protocol/index.ts";
import type { ApprovalTerms } from "./approvalPolicy.ts";

/** What a policy said, in one shape. */
export interface PolicyDecision {
	readonly answer: "allow" | "deny" | "ask";
	readonly rule: string | undefined;
	readonly terms: ApprovalTerms;
}

/** What happens where no policy says anything. */
export const ASK_PEOPLE: PolicyDecision = { answer: "ask", rule: undefined, terms: {} };

/** A person's patience at most; timers do not count further. */
export const expirySchema = v.pipe(v.number(), v.minValue(1), v.maxValue(365 * 86_400_000));

const ruleSchema = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100)));

const termsSchema = v.strictObject({
	role: v.optional(v.picklist(ROLES)),
	approvers: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20))),
	expireAfterMs: v.optional(expirySchema),
	settleMatching: v.optional(v.boolean()),
});

const decisionSchema = v.union([
	v.picklist(["allow", "deny", "ask"]),
	v.strictObject({ answer: v.picklist(["allow", "deny"]), rule: ruleSchema }),
	v.strictObject({ ask: termsSchema, rule: ruleSchema }),
]);

/** @throws {ValiError} When a policy answered with something else. */
export function parseDecision(value: unknown): PolicyDecision {
	const decision = v.parse(decisionSchema, value);
	if (typeof decision === "string") return { ...ASK_PEOPLE, answer: decision };
	if ("ask" in decision) return { answer: "ask", rule: decision.rule, terms: decision.ask };
	return { ...ASK_PEOPLE, ...decision };
}
