import type { ApprovalState, PermissionOption } from "../protocol/approval.ts";
import type { WorkspaceErrorInfo } from "../protocol/errors.ts";
import { LIMITS, PROTOCOL_VERSION } from "../protocol/limits.ts";
import type { Person, Role } from "../protocol/participant.ts";

/**
 * Why the workspace does not do what it was asked. A rule throws it; the actor sends it as a `UserError`, and the
 * in-memory workspace as a `WorkspaceError`.
 */
export class Refusal extends Error {
	readonly info: WorkspaceErrorInfo;
	/** Details for programs. Only the actor sends them, in the metadata of its error. */
	readonly facts: Readonly<Record<string, unknown>>;

	constructor(info: WorkspaceErrorInfo, facts: Readonly<Record<string, unknown>> = {}) {
		super(info.message);
		this.name = "Refusal";
		this.info = info;
		this.facts = facts;
	}
}

// Prompts

export function promptEmptyRefusal(): Refusal {
	return new Refusal({
		code: "prompt_empty",
		message: "The prompt is empty, so there is nothing to ask the agent.",
		hint: "Write what the agent should do.",
	});
}

export function promptTooLongRefusal(characters: number): Refusal {
	return new Refusal({
		code: "prompt_too_long",
		message: `The prompt has ${characters} characters, and ${LIMITS.promptCharacters} is the most the agent gets at once.`,
		hint: "Shorten it, or put long parts into a file in the sandbox and name it.",
	});
}

export function turnRunningRefusal(): Refusal {
	return new Refusal({
		code: "turn_running",
		message: "The agent is at work on another prompt, so this one was not taken.",
		hint: "Wait until the turn has ended, or let the prompt wait in the queue.",
	});
}

export function queueFullRefusal(): Refusal {
	return new Refusal({
		code: "queue_full",
		message: `There are ${LIMITS.queuedPrompts} prompts waiting already, so this one was not taken.`,
		hint: "Wait until the agent has done some of them, or withdraw one.",
	});
}

export function promptNotFoundRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "There is no such prompt in this workspace." });
}

export function notPromptAuthorRefusal({ name }: Person): Refusal {
	return new Refusal({
		code: "forbidden",
		message: `This prompt is ${name}'s, and only they or an owner can change it.`,
	});
}

export function promptClosedRefusal(): Refusal {
	return new Refusal({
		code: "prompt_closed",
		message: "This prompt no longer waits, so its text cannot be changed any more.",
		hint: "Send what you wanted to say as another prompt.",
	});
}

/** A prompt names another person than the one who sends it. */
export function authorMismatchRefusal(): Refusal {
	return new Refusal({
		code: "forbidden",
		message: "A prompt can only be sent in one's own name, and this one names another person.",
		hint: "Leave `userId` out: the workspace knows who you are.",
	});
}

// Approvals

export function answerUnknownRefusal(options: readonly PermissionOption[]): Refusal {
	return new Refusal({
		code: "option_unknown",
		message: "The agent did not offer this answer, so it cannot be given.",
		hint: `Answer with one of: ${options.map((option) => option.optionId).join(", ")}.`,
	});
}

/** @param needed - The role that this one approval requires. */
export function approvalRoleRefusal(needed: Role | undefined, role: Role): Refusal {
	return new Refusal({
		code: "forbidden",
		message: `Only people with the role ${needed} or above may answer this one, and yours is ${role}.`,
		hint: "Ask one of them to answer it.",
	});
}

export function approvalNotFoundRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "There is no such permission request in this workspace." });
}

/** Names who answered first. */
export function alreadyAnsweredRefusal({
	by,
	optionId,
	rule,
}: Extract<ApprovalState, { status: "answered" }>): Refusal {
	const first = by ? by.name : "The workspace's policy";
	return new Refusal(
		{ code: "already_answered", message: `${first} has answered this already, and the first answer counts.` },
		{ by, optionId, ...(rule !== undefined && { rule }) },
	);
}

export function approvalClosedRefusal({ reason }: Extract<ApprovalState, { status: "cancelled" }>): Refusal {
	return new Refusal({
		code: "approval_closed",
		message:
			reason === "expired"
				? "Nobody answered this permission in time, so nobody can answer it any more."
				: "The turn that asked for this permission is over, so nobody can answer it any more.",
	});
}

// Access

/** @param needed - The least role that may call the action. */
export function roleRefusal(needed: Role, role: Role): Refusal {
	return new Refusal({
		code: "forbidden",
		message: `Only people with the role ${needed} or above may do this, and yours is ${role}.`,
		hint: "Ask an owner of the workspace for the role.",
	});
}

/** The role would allow the action, and this person may not call it all the same. */
export function actionRefusal(): Refusal {
	return new Refusal({
		code: "forbidden",
		message: "You may not do this in this workspace, whatever your role.",
		hint: "Ask an owner of the workspace.",
	});
}

const RATE_NAMES = { actions: "actions", prompts: "prompts", attachmentBytes: "bytes of attachments" } as const;

/** What one person may do only so often. */
export type RateKind = keyof typeof RATE_NAMES;

export function rateLimitRefusal(rate: RateKind, limit: number, retryAfterMs: number): Refusal {
	const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
	return new Refusal(
		{
			code: "rate_limited",
			message: `One person may send ${limit.toLocaleString("en")} ${RATE_NAMES[rate]} a minute here, and this was more, so it was not taken.`,
			hint: `Try again in ${seconds} s.`,
		},
		{ retryAfterMs },
	);
}

export function tooManyConnectionsRefusal(limit: number): Refusal {
	return new Refusal({
		code: "rate_limited",
		message: `You have this workspace open ${limit} times already, so it was not opened once more.`,
		hint: "Close some of its windows. Then this one opens by itself.",
	});
}

export function unauthenticatedRefusal(): Refusal {
	return new Refusal({
		code: "unauthenticated",
		message: "The workspace does not know who you are, so it did not let you in.",
		hint: "Sign in again and reload the page.",
	});
}

/** In production, a workspace without `authenticate` admits nobody. */
export function authenticationMissingRefusal(): Refusal {
	return new Refusal({
		code: "unauthenticated",
		message: "This workspace was not told whom to let in, so it lets nobody in.",
		hint: "On the server, make it with `createWorkspace({ authenticate })`, or set WORKSPACE_CHAT_ALLOW_UNAUTHENTICATED=1 to let everybody in.",
	});
}

export function workspaceIdRefusal(): Refusal {
	return new Refusal({
		code: "invalid_workspace_id",
		message: `A workspace is named by one text of 1 to ${LIMITS.workspaceIdBytes} bytes, so this one cannot be opened.`,
		hint: 'Name it like "acme/site", as the only part of the actor key.',
	});
}

// Reading

/**
 * The page and the server speak different versions of the protocol.
 *
 * @param client - What the page speaks.
 * @param server - What the workspace speaks.
 */
export function protocolRefusal(client: number, server = PROTOCOL_VERSION): Refusal {
	const isClientOlder = client < server;
	return new Refusal({
		code: isClientOlder ? "client_outdated" : "server_outdated",
		message: `The page speaks version ${client} of the workspace protocol and the server version ${server}.`,
		hint: isClientOlder ? "Reload the page to get the newer one." : "Update workspace-chat on the server.",
	});
}

export function itemNotFoundRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "There is no such item in this workspace." });
}

// Settings and sandbox

export function settingUnknownRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "The agent has no such setting." });
}

/** @param setting - Its name. */
export function choiceUnknownRefusal(setting: string): Refusal {
	return new Refusal({ code: "option_unknown", message: `The agent's setting "${setting}" has no such choice.` });
}

export function settingsNotReadyRefusal(): Refusal {
	return new Refusal({
		code: "session_not_ready",
		message: "The agent is not there yet, so its settings cannot be changed.",
		hint: "Try again when it is ready.",
	});
}

export function sandboxNotReadyRefusal(): Refusal {
	return new Refusal({
		code: "session_not_ready",
		message: "The sandbox is not there yet, so nobody can look into it.",
		hint: "Try again when the session is ready.",
	});
}

export function outsideFolderRefusal(): Refusal {
	return new Refusal({
		code: "invalid_argument",
		message: "The path leads out of the workspace's folder, and only files inside it can be read.",
		hint: "Use a path relative to the workspace's folder, without `..`.",
	});
}

export function fileNotFoundRefusal(): Refusal {
	return new Refusal({
		code: "not_found",
		message: "There is no such file or folder in the sandbox.",
		hint: "It may have been moved or deleted since: load the folder again.",
	});
}

export function notAFileRefusal(): Refusal {
	return new Refusal({
		code: "invalid_argument",
		message: "This is a folder, so it has no text.",
		hint: "List it instead.",
	});
}

export function notAFolderRefusal(): Refusal {
	return new Refusal({
		code: "invalid_argument",
		message: "This is no folder, so there is nothing in it.",
		hint: "Read it instead.",
	});
}

export function processNotFoundRefusal(): Refusal {
	return new Refusal({
		code: "not_found",
		message: "There is no such process in the sandbox.",
		hint: "The sandbox may have been restarted since: load the list again.",
	});
}

// Attachments

const MEGABYTE = 1_024 * 1_024;

export function fileTooLargeRefusal(name: string): Refusal {
	return new Refusal({
		code: "attachment_too_large",
		message: `"${name}" is larger than the ${LIMITS.attachmentBytes / MEGABYTE} MB that a file may have here.`,
		hint: "Send a smaller file, or put it into the sandbox another way and mention its path.",
	});
}

/** The files of one prompt together are too large. */
export function filesTooLargeRefusal(): Refusal {
	return new Refusal({
		code: "attachment_too_large",
		message: `The files of this prompt are together larger than ${LIMITS.promptAttachmentBytes / MEGABYTE} MB.`,
		hint: "Send some of them with another prompt.",
	});
}

export function tooManyUnsentFilesRefusal(): Refusal {
	return new Refusal({
		code: "attachment_too_large",
		message: "You have uploaded many files that no prompt has sent, so no more were accepted.",
		hint: "Send them, or try again later: unsent files are deleted after a while.",
	});
}

export function attachmentNotFoundRefusal(): Refusal {
	return new Refusal({
		code: "attachment_not_found",
		message: "A file of this prompt is missing or incomplete in the workspace, so the prompt was not accepted.",
		hint: "Attach the file again.",
	});
}

export function notUploaderRefusal(): Refusal {
	return new Refusal({
		code: "forbidden",
		message: "This upload belongs to another user, and only they can continue it.",
	});
}

/** @param problem - What does not fit, as the end of a sentence about the file. */
export function uploadMismatchRefusal(problem: "is larger than announced" | "is not the same as before"): Refusal {
	return new Refusal({
		code: "invalid_argument",
		message: `A chunk was not accepted: the file ${problem}.`,
		hint: "Attach the file again, under another id.",
	});
}
