import * as v from "valibot";
import { limitSchema, userIdSchema } from "./fields.ts";
import { LIMITS } from "./limits.ts";
import { type Person, personSchema } from "./participant.ts";
import { list, numberSchema, object, openEnum, request, type Schema, timeSchema, wholeNumberSchema } from "./schema.ts";

/** Who can act: somebody, the approval policy, a program of the host with the admin key, or the workspace by itself. */
export const AUDIT_ACTORS = ["person", "policy", "host", "workspace"] as const;

/** One of `AUDIT_ACTORS`. */
export type AuditActor = (typeof AUDIT_ACTORS)[number];

/** How an act ended: it was done, or refused. */
export const AUDIT_OUTCOMES = ["done", "refused"] as const;

/** One of `AUDIT_OUTCOMES`. */
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** What else is known of an act: ids, numbers and switches of its request and response, and how long its texts were. */
export type AuditDetails = Readonly<Record<string, string | number | boolean>>;

/** One act in the audit log. */
export interface AuditEntry {
	/** Its number: 1 for the first act of the workspace, without gaps. */
	readonly seq: number;
	/** Milliseconds since 1970. */
	readonly at: number;
	/** One of `AUDIT_ACTORS`. */
	readonly actor: AuditActor;
	/** Who acted; null if that was no person. Somebody who was erased is "Deleted user" under a new id. */
	readonly by: Person | null;
	/** The name of the action; `useInvite`; or what a program of the host has done: `erasePerson`, `exportWorkspace`, … */
	readonly action: string;
	/** The id of what it is about: a prompt, a permission request, a setting. Null if there is none. */
	readonly target: string | null;
	/** The person it is about. Null if it is about none. */
	readonly person: Person | null;
	/** One of `AUDIT_OUTCOMES`. */
	readonly outcome: AuditOutcome;
	/** Why it was refused: one of `ERROR_CODES`. Null if it was done. */
	readonly code: string | null;
	/** The rule of the approval policy by which it was decided or asked. Null if there is none. */
	readonly rule: string | null;
	/** How often: more than 1 for refusals that were repeated. `at` is the time of the last one. */
	readonly count: number;
	/** What else is known. Never a text of a prompt or an answer. */
	readonly details: AuditDetails;
}

export const auditEntrySchema: Schema<AuditEntry> = object<AuditEntry>({
	seq: wholeNumberSchema,
	at: timeSchema,
	actor: openEnum(AUDIT_ACTORS),
	by: v.nullable(personSchema),
	action: v.string(),
	target: v.nullable(v.string()),
	person: v.nullable(personSchema),
	outcome: openEnum(AUDIT_OUTCOMES),
	code: v.nullable(v.string()),
	rule: v.nullable(v.string()),
	count: numberSchema,
	details: v.record(v.string(), v.union([v.string(), numberSchema, v.boolean()])),
});

/** Which entries to return. All of what is given must hold. */
export interface AuditFilter {
	/** What this person did, and what was done to them. */
	readonly userId?: string | undefined;
	/** The name of an action. */
	readonly action?: string | undefined;
	/** One of `AUDIT_OUTCOMES`. */
	readonly outcome?: AuditOutcome | undefined;
	/** From this time on, in milliseconds since 1970. */
	readonly since?: number | undefined;
	/** Before this time, in milliseconds since 1970. */
	readonly until?: number | undefined;
}

/** Which page of the audit log to read. */
export interface GetAuditLogRequest {
	/** The `seq` of the oldest entry the client has. Default: the newest entries. */
	readonly before?: number | undefined;
	/** 1 to `LIMITS.auditEntries`. Default `LIMITS.defaultWindowItems`. */
	readonly limit?: number | undefined;
	/** Default: all entries. */
	readonly filter?: AuditFilter | undefined;
}

export const getAuditLogRequestSchema: Schema<GetAuditLogRequest> = request<GetAuditLogRequest>({
	before: v.optional(wholeNumberSchema),
	limit: v.optional(limitSchema(LIMITS.auditEntries)),
	filter: v.optional(
		request<AuditFilter>({
			userId: v.optional(userIdSchema),
			action: v.optional(v.pipe(v.string(), v.maxLength(100))),
			outcome: v.optional(v.picklist(AUDIT_OUTCOMES)),
			since: v.optional(wholeNumberSchema),
			until: v.optional(wholeNumberSchema),
		}),
	),
});

/** A page of the audit log. */
export interface AuditPage {
	/** The newest first. */
	readonly entries: readonly AuditEntry[];
	/** Whether there are older ones that match. */
	readonly hasOlder: boolean;
}

export const auditPageSchema: Schema<AuditPage> = object<AuditPage>({
	entries: list(auditEntrySchema),
	hasOlder: v.boolean(),
});
