import * as v from "valibot";
import { type Person, personSchema, type Role, roleSchema } from "./participant.ts";
import { numberSchema, object, openEnum, type Schema, timeSchema, variant } from "./schema.ts";

/** One of the answers that the agent offers to its own permission request. */
export interface PermissionOption {
	/** What `answerApproval` sends back, unchanged. */
	readonly optionId: string;
	/** The agent's own words for it. */
	readonly name: string;
	/** What the answer means: `other` for a kind that this version does not know. */
	readonly optionKind: "allow_once" | "allow_always" | "reject_once" | "reject_always" | "other";
}

export const permissionOptionSchema: Schema<PermissionOption> = object<PermissionOption>({
	optionId: v.string(),
	name: v.string(),
	optionKind: openEnum(["allow_once", "allow_always", "reject_once", "reject_always", "other"], "other"),
});

/** Whether a permission request still waits, and how it ended. */
export type ApprovalState =
	| { readonly status: "pending" }
	| {
			readonly status: "answered";
			readonly optionId: string;
			/** Whose answer decided it; null when the workspace's policy did. */
			readonly by: Person | null;
			/** The rule of the policy by which it was answered, for this request or for all matching ones. */
			readonly rule?: string | undefined;
			readonly answeredAt: number;
	  }
	/**
	 * Nobody can answer it any more: the turn was stopped, ended or lost its agent, the request expired, the policy
	 * denied it and the agent offered no option for that, too many were pending already, the request offered no answer that
	 * could be given, or the agent took it back (`withdrawn`).
	 */
	| {
			readonly status: "cancelled";
			readonly reason:
				| "stopped"
				| "turn_ended"
				| "interrupted"
				| "expired"
				| "denied"
				| "too_many"
				| "malformed"
				| "withdrawn";
			readonly rule?: string | undefined;
			readonly cancelledAt: number;
	  };

type ApprovalStateOf<Status extends ApprovalState["status"]> = Extract<ApprovalState, { status: Status }>;

export const approvalStateSchema: Schema<ApprovalState> = variant<ApprovalState, "status">("status", {
	pending: object<ApprovalStateOf<"pending">>({ status: v.literal("pending") }),
	answered: object<ApprovalStateOf<"answered">>({
		status: v.literal("answered"),
		optionId: v.string(),
		by: v.nullable(personSchema),
		rule: v.optional(v.string()),
		answeredAt: timeSchema,
	}),
	cancelled: object<ApprovalStateOf<"cancelled">>({
		status: v.literal("cancelled"),
		reason: openEnum([
			"stopped",
			"turn_ended",
			"interrupted",
			"expired",
			"denied",
			"too_many",
			"malformed",
			"withdrawn",
		]),
		rule: v.optional(v.string()),
		cancelledAt: timeSchema,
	}),
});

/** Who has to answer a permission request. */
export interface ApprovalRequirements {
	/** The least role that may answer. */
	readonly role: Role;
	/** How many different people must allow it. A single rejection is final. */
	readonly approvers: number;
}

export const approvalRequirementsSchema: Schema<ApprovalRequirements> = object<ApprovalRequirements>({
	role: roleSchema,
	approvers: numberSchema,
});

/** The vote of one of several people who must allow something. */
export interface ApprovalVote {
	/** Who voted. */
	readonly by: Person;
	/** The option they chose. */
	readonly optionId: string;
	/** Milliseconds since 1970. */
	readonly at: number;
}

export const approvalVoteSchema: Schema<ApprovalVote> = object<ApprovalVote>({
	by: personSchema,
	optionId: v.string(),
	at: timeSchema,
});
