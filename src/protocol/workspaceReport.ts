import * as v from "valibot";
import { WORKSPACE_ACTIVITIES, type WorkspaceActivity } from "./directory.ts";
import { LIMITS } from "./limits.ts";
import { type Person, personSchema, ROLES, type Role } from "./participant.ts";
import { list, object, type Schema, wholeNumberSchema } from "./schema.ts";

/** A permission request, a question or a suggestion that waits in a workspace for everybody with a role. */
export interface PendingRequest {
	/** Its item. */
	readonly id: string;
	/** The least role that may answer it, or decide about it. */
	readonly role: Role;
	/** Who has said that they take care of it: it waits for them alone. */
	readonly claimedBy?: string | undefined;
	/** For whom it does not wait: they have answered it already, where several people have to, or have suggested it. */
	readonly except: readonly string[];
}

/** How much of something there is for a person in a workspace. */
export interface PersonCount {
	/** Who. */
	readonly userId: string;
	/** How much. */
	readonly count: number;
}

/** What was decided in a workspace about the role of somebody. */
export interface ReportedGrant {
	/** Who. */
	readonly userId: string;
	/** Null for somebody who was removed. */
	readonly role: Role | null;
}

/** What a workspace says of itself to the directory of its tenant. Sent from actor to actor only. */
export interface WorkspaceReport {
	/** The workspace. */
	readonly workspaceId: string;
	/** Grows each time the workspace starts: a report of an earlier start that arrives late is ignored. */
	readonly epoch: number;
	/** Grows with each report of an epoch: an older one that arrives late is ignored. */
	readonly number: number;
	/** As `Session.title`. */
	readonly title: string | null;
	/** What it does. */
	readonly activity: WorkspaceActivity;
	/** Who has it open, at most `LIMITS.listedPeople`. */
	readonly people: readonly Person[];
	/** How many have it open. */
	readonly peopleCount: number;
	/** Milliseconds since 1970. */
	readonly lastActivityAt: number;
	/** The oldest that wait for a role, at most `LIMITS.listedPending`. */
	readonly pending: readonly PendingRequest[];
	/** How many permission requests and questions of the agent wait. */
	readonly pendingCount: number;
	/** The least role that may rename it. */
	readonly renameRole: Role;
	/**
	 * What people who have been here have not read, as they would count it, among the newest items: at most
	 * `LIMITS.listedCounts` people. Missing when it is as in the report before.
	 */
	readonly unread?: readonly PersonCount[] | undefined;
	/**
	 * What waits for single people, beside `pending`: ends of their turns and notes that name them, until they have read on,
	 * prompts of theirs that are stuck, and what waits for whoever has the wheel. At most `LIMITS.listedCounts` people.
	 * Missing when it is as in the report before.
	 */
	readonly attention?: readonly PersonCount[] | undefined;
	/**
	 * Where owners decide about roles: what they have decided, which goes before what the host says. At most
	 * `LIMITS.listedGrants`. Missing when it is as in the report before.
	 */
	readonly grants?: readonly ReportedGrant[] | undefined;
	/**
	 * For how long this holds without another report, in milliseconds: after that the process of the workspace may be dead.
	 * Null for a workspace at rest, of which it holds for ever.
	 */
	readonly leaseMs: number | null;
}

const countsSchema = v.optional(
	v.pipe(
		list(object<PersonCount>({ userId: v.string(), count: wholeNumberSchema })),
		v.check((counts) => counts.length <= LIMITS.listedCounts, "too many people"),
	),
);

export const workspaceReportSchema: Schema<WorkspaceReport> = object<WorkspaceReport>({
	workspaceId: v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.workspaceIdBytes)),
	epoch: wholeNumberSchema,
	number: wholeNumberSchema,
	title: v.nullable(v.pipe(v.string(), v.maxLength(LIMITS.titleCharacters))),
	activity: v.picklist(WORKSPACE_ACTIVITIES),
	people: v.pipe(
		list(personSchema),
		v.check((people) => people.length <= LIMITS.listedPeople, "too many people"),
	),
	peopleCount: wholeNumberSchema,
	lastActivityAt: wholeNumberSchema,
	pending: v.pipe(
		list(
			object<PendingRequest>({
				id: v.string(),
				role: v.picklist(ROLES),
				claimedBy: v.optional(v.string()),
				except: list(v.string()),
			}),
		),
		v.check((pending) => pending.length <= LIMITS.listedPending, "too many requests"),
	),
	pendingCount: wholeNumberSchema,
	renameRole: v.picklist(ROLES),
	unread: countsSchema,
	attention: countsSchema,
	grants: v.optional(
		v.pipe(
			list(object<ReportedGrant>({ userId: v.string(), role: v.nullable(v.picklist(ROLES)) })),
			v.check((grants) => grants.length <= LIMITS.listedGrants, "too many people"),
		),
	),
	leaseMs: v.nullable(wholeNumberSchema),
});
