import type { ActionName } from "../protocol/actions.ts";
import type { AuditActor, AuditDetails, AuditEntry, AuditFilter, AuditOutcome } from "../protocol/audit.ts";
import { isRecord } from "../protocol/isRecord.ts";
import type { Invite } from "../protocol/people.ts";
import { ACTIONS } from "../protocol/requests.ts";
import { partsOf } from "../protocol/schemaParts.ts";

// What the audit log records of an act. It derives from the request, so that a new action is recorded without a line here.

/** An act, before it has its number. */
export interface Act {
	readonly actor: AuditActor;
	/** Who acted; null if that was no person. */
	readonly userId: string | null;
	readonly action: string;
	readonly target: string | null;
	/** The person it is about. */
	readonly personId: string | null;
	readonly outcome: AuditOutcome;
	readonly code: string | null;
	readonly rule: string | null;
	readonly count: number;
	readonly details: AuditDetails;
}

/** An act without what most acts do not have. */
export function createAct(act: Pick<Act, "actor" | "action"> & Partial<Act>): Act {
	const nothing = { userId: null, target: null, personId: null, code: null, rule: null };
	return { outcome: "done", count: 1, details: {}, ...nothing, ...act };
}

/** Who calls an action. */
interface ActingPerson {
	/** Null for a program of the host. */
	readonly userId: string | null;
	readonly action: string;
}

/** An action that was carried out. */
export function doneAct({ userId, action }: ActingPerson, request: unknown, response: unknown): Act {
	return createAct({ ...actor(userId), action, ...describeAct(userId, request, response) });
}

/** Somebody was let in, or has got another role, by an invite. */
export function usedInvite(userId: string, { id, role }: Pick<Invite, "id" | "role">): Act {
	return createAct({ ...actor(userId), action: "useInvite", target: id, details: { role } });
}

/** An action that was refused. */
export function refusedAct({ userId, action }: ActingPerson, request: unknown, code: string): Act {
	return createAct({ ...actor(userId), action, outcome: "refused", code, ...describeAct(userId, request) });
}

const actor = (userId: string | null) => ({ actor: userId === null ? "host" : "person", userId }) as const;

/** Whether an action changes something, as opposed to one that only reads: those carry a `clientId`. */
export function isAct(action: ActionName): boolean {
	return Object.hasOwn(partsOf(ACTIONS[action].request).entries ?? {}, "clientId");
}

/** Of refusals that are not about access, only those of acts are recorded. */
const ACCESS_CODES = ["forbidden", "unauthenticated"];
/** Nothing is recorded while the rows of another workspace arrive, which begin with number 1 too. */
const IMPORTING = "workspace_importing";

export function isRecordedRefusal(action: ActionName, code: string): boolean {
	return code !== IMPORTING && (isAct(action) || ACCESS_CODES.includes(code));
}

/** Names of fields whose strings are no texts of people or agents, and no secrets, beside those that end with `Id`. */
const RECORDED_STRINGS = ["id", "value", "agent", "action", "role", "whenBusy", "before"];
/** Of a request: who sent it, and what belongs to no act. */
const SKIPPED = ["clientId", "userId", "traceparent", "metadata"];
const MAX_CHARACTERS = 128;

/** What a request and its response say about an act. Texts are recorded by their length, lists by theirs. */
function describeAct(
	userId: string | null,
	request: unknown,
	response: unknown = {},
): Pick<Act, "target" | "personId" | "details"> {
	const asked = isRecord(request) ? request : {};
	const answered = isRecord(response) ? response : {};
	const details: Record<string, string | number | boolean> = {};
	for (const [name, value] of Object.entries(answered)) {
		if (isRecord(value)) addDetail(details, `${name}Id`, value.id);
		else if (typeof value !== "string" || isRecordedString(name)) addDetail(details, name, value);
	}
	for (const [name, value] of Object.entries(asked)) addDetail(details, name, value);
	const targetName = Object.keys(details).find(isTarget);
	const target = targetName === undefined ? null : String(details[targetName]) || null;
	if (targetName !== undefined) delete details[targetName];
	const isAboutOther = typeof asked.userId === "string" && asked.userId !== userId;
	return { target, personId: isAboutOther ? String(asked.userId) : null, details };
}

function addDetail(details: Record<string, string | number | boolean>, name: string, value: unknown): void {
	if (SKIPPED.includes(name)) return;
	if (typeof value === "number" || typeof value === "boolean") details[name] = value;
	else if (Array.isArray(value)) details[`${name}Count`] = value.length;
	else if (typeof value !== "string") return;
	else if (isRecordedString(name)) details[name] = value.slice(0, MAX_CHARACTERS);
	else details[`${name}Length`] = value.length;
}

const isRecordedString = (name: string) => name.endsWith("Id") || RECORDED_STRINGS.includes(name);

/** What an act is about: the first id of what it has made or changed. */
const isTarget = (name: string) =>
	(name.endsWith("Id") && !["userId", "optionId", "clientId"].includes(name)) || name === "agent";

/** Whether an entry is one of those that are asked for. */
export function matchesFilter(entry: AuditEntry, filter: AuditFilter = {}): boolean {
	const { userId, action, outcome, since = 0, until = Number.POSITIVE_INFINITY } = filter;
	if (userId !== undefined && entry.by?.userId !== userId && entry.person?.userId !== userId) return false;
	if (action !== undefined && entry.action !== action) return false;
	if (outcome !== undefined && entry.outcome !== outcome) return false;
	return entry.at >= since && entry.at < until;
}
