import { ACTION_NAMES, type ActionName, DEFAULT_ROLE_TABLE, type RoleTable } from "../protocol/actions.ts";
import { isAtLeastRole, type Participant, type Person, type Self } from "../protocol/participant.ts";
import { MEMBER_ACTIONS, type RoleSource } from "./members.ts";
import { actionRefusal, hostRolesRefusal, roleRefusal } from "./refusals.ts";

/** The person who asks for something. */
export interface Requester extends Participant {
	/** The actions they may call. Default: those that their role allows. */
	readonly allowedActions?: readonly ActionName[] | undefined;
	/** When their access ends, in milliseconds since 1970. Default: not by itself. */
	readonly expiresAt?: number | undefined;
}

/**
 * The roles of all actions, where a host sets some. Questions need the role of permission requests, because some agents
 * ask for permissions by a form; suggestions and the wheel need the role of prompts.
 */
export function createRoleTable<Access extends Partial<RoleTable>>(access: Access): RoleTable & Access {
	const { answerApproval = DEFAULT_ROLE_TABLE.answerApproval } = access;
	// Whoever may answer one of them may say so; which of them is checked with the request.
	const { answerQuestion = answerApproval } = access;
	const claim = isAtLeastRole(answerApproval, answerQuestion) ? answerQuestion : answerApproval;
	// What is suggested is sent by those who may prompt, and so is the wheel held.
	const { prompt = DEFAULT_ROLE_TABLE.prompt } = access;
	const steering = {
		...{ sendSuggestion: prompt, declineSuggestion: prompt },
		...{ takeWheel: prompt, releaseWheel: prompt, askForWheel: prompt, handOverWheel: prompt },
	};
	const answering = { answerQuestion, claimRequest: claim, releaseRequest: claim };
	return { ...DEFAULT_ROLE_TABLE, ...answering, ...steering, ...access };
}

/** The least role for each action, and who decides about roles: default the host. */
interface ActionTable extends RoleTable {
	readonly roles?: RoleSource | undefined;
}

export function mayCall(table: ActionTable, { role, allowedActions }: Requester, action: ActionName): boolean {
	if (table.roles !== "workspace" && MEMBER_ACTIONS.has(action)) return false;
	return allowedActions?.includes(action) ?? isAtLeastRole(role, table[action]);
}

/** @throws {Refusal} `forbidden` when this person may not call the action. */
export function requireAction(table: ActionTable, requester: Requester, action: ActionName): void {
	if (mayCall(table, requester, action)) return;
	if (table.roles !== "workspace" && MEMBER_ACTIONS.has(action)) throw hostRolesRefusal();
	const hasRole = isAtLeastRole(requester.role, table[action]);
	throw hasRole ? actionRefusal() : roleRefusal(table[action], requester.role);
}

/** The requester as `sync` describes them. */
export function toSelf(table: ActionTable, requester: Requester): Self {
	const allowedActions = ACTION_NAMES.filter((action) => mayCall(table, requester, action));
	const { role, expiresAt } = requester;
	return { ...toAuthor(requester), role, allowedActions, ...(expiresAt !== undefined && { expiresAt }) };
}

/** What is stored of a person beside what they did, without the host's data: votes and answers may be many. */
export function toPerson({ userId, name, avatarUrl }: Person): Person {
	return avatarUrl === undefined ? { userId, name } : { userId, name, avatarUrl };
}

/** A person with the host's data: the author of a prompt, a participant. */
export function toAuthor(person: Person): Person {
	return person.metadata === undefined ? toPerson(person) : { ...toPerson(person), metadata: person.metadata };
}

const UNSAFE_CHARACTERS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A person's name without control characters and those that change the direction of reading: a name stands beside what
 * others did, and must not change how that reads.
 */
export function sanitizeName(name: string): string {
	return name.replace(UNSAFE_CHARACTERS, "");
}
