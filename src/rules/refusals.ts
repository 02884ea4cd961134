import type { ApprovalState, PermissionOption } from "../protocol/approval.ts";
import type { WorkspaceErrorInfo } from "../protocol/errors.ts";
import { LIMITS, PROTOCOL_VERSION } from "../protocol/limits.ts";
import type { Person, Role } from "../protocol/participant.ts";
import type { QuestionState } from "../protocol/question.ts";
import type { PromptItem } from "../protocol/timelineItem.ts";
import type { AnswerProblem, FieldProblem } from "./answers.ts";
import { truncateText } from "./truncateText.ts";

/**
 * Why the workspace does not do what it was asked. A rule throws it; the actor sends it as a `UserError`, and the
 * in-memory workspace as a `WorkspaceError`.
 */
export class Refusal extends Error {
	/** What the caller is told. */
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
		message: "The prompt is empty.",
		hint: "Describe what the agent should do.",
	});
}

export function promptTooLongRefusal(characters: number): Refusal {
	return new Refusal({
		code: "prompt_too_long",
		message: `The prompt is too long: ${characters} of ${LIMITS.promptCharacters} characters.`,
		hint: "Shorten it, or attach the long part as a file.",
	});
}

export function turnRunningRefusal(): Refusal {
	return new Refusal({
		code: "turn_running",
		message: "The agent is still working on another prompt.",
		hint: "Wait for the turn to end, or add this prompt to the queue.",
	});
}

/** The rest of the queue is for other people. */
export function queueShareRefusal(): Refusal {
	return new Refusal({
		code: "queue_full",
		message: `${LIMITS.queuedPromptsPerPerson} of your prompts wait already.`,
		hint: "Remove one, or wait. The other places are for other people.",
	});
}

export function queueFullRefusal(): Refusal {
	return new Refusal({
		code: "queue_full",
		message: `The queue is full (${LIMITS.queuedPrompts} prompts).`,
		hint: "Remove one, or wait.",
	});
}

export function promptNotFoundRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "This prompt doesn’t exist." });
}

export function notPromptAuthorRefusal({ name }: Person): Refusal {
	return new Refusal({
		code: "forbidden",
		message: `Only ${name} or an owner can change this prompt.`,
	});
}

export function promptClosedRefusal(): Refusal {
	return new Refusal({
		code: "prompt_closed",
		message: "This prompt is no longer in the queue.",
		hint: "Send your change as a new prompt.",
	});
}

// Suggestions and the wheel

export function suggestionNotFoundRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "This suggestion doesn’t exist." });
}

/** @param prompt - The suggestion, as it is now. */
export function suggestionClosedRefusal({ sentBy, withdrawal }: Pick<PromptItem, "sentBy" | "withdrawal">): Refusal {
	const declinedBy = withdrawal?.reason === "declined" ? withdrawal.person : undefined;
	const taken = declinedBy ? `${declinedBy.name} has declined this suggestion.` : "This suggestion was taken back.";
	return new Refusal({
		code: "suggestion_closed",
		message: sentBy ? `${sentBy.name} has sent this suggestion already.` : taken,
	});
}

export function suggestionChangedRefusal(): Refusal {
	return new Refusal({ code: "suggestion_changed", message: "This suggestion has changed. Read it again." });
}

/** @param isShare - Whether others may still suggest something. */
export function suggestionsFullRefusal(isShare: boolean): Refusal {
	return new Refusal({
		code: "queue_full",
		message: isShare
			? `${LIMITS.suggestionsPerPerson} of your suggestions wait already.`
			: `${LIMITS.suggestions} suggestions wait already.`,
		hint: "Take one back, or wait until they are decided on.",
	});
}

export function wheelHeldRefusal({ name }: Person): Refusal {
	return new Refusal({
		code: "wheel_held",
		message: `${name} has the wheel.`,
		hint: "Ask for it, or suggest a prompt.",
	});
}

export function wheelFreeRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "Nobody has the wheel." });
}

/** The wheel is to be given to somebody who may not prompt. */
export function wheelRoleRefusal({ name }: Person, needed: Role): Refusal {
	return new Refusal({
		code: "forbidden",
		message: `${name} can’t have the wheel: prompting needs the ${needed} role or above.`,
	});
}

/** A prompt names another person than the one who sends it. */
export function authorMismatchRefusal(): Refusal {
	return new Refusal({
		code: "forbidden",
		message: "You can’t send a prompt as someone else.",
		hint: "Omit `userId`: the workspace knows who you are.",
	});
}

/** "an editor", "a viewer". */
function withArticle(role: Role): string {
	return `${/^[aeo]/.test(role) ? "an" : "a"} ${role}`;
}

// Approvals

export function answerUnknownRefusal(options: readonly PermissionOption[]): Refusal {
	return new Refusal({
		code: "option_unknown",
		message: "The agent doesn’t offer this option.",
		hint: `Choose one of: ${options.map((option) => option.optionId).join(", ")}.`,
	});
}

/** @param needed - The role that this one approval requires. */
export function approvalRoleRefusal(needed: Role | undefined, role: Role): Refusal {
	return new Refusal({
		code: "forbidden",
		message: `This needs the ${needed} role or above. You are ${withArticle(role)}.`,
		hint: "Ask someone with that role to answer.",
	});
}

/** Something is to be handed over to somebody who is not there. */
export function claimantAbsentRefusal(): Refusal {
	return new Refusal({
		code: "invalid_argument",
		message: "This person doesn’t have the workspace open.",
		hint: "Hand it over to someone who is here.",
	});
}

export function claimOfOtherRefusal({ name }: Person): Refusal {
	return new Refusal({
		code: "forbidden",
		message: `${name} is on it.`,
		hint: "Take it over instead, or ask an owner to release it.",
	});
}

export function approvalNotFoundRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "This permission request doesn’t exist." });
}

/** Names who answered first. */
export function alreadyAnsweredRefusal({
	by,
	optionId,
	rule,
}: Extract<ApprovalState, { status: "answered" }>): Refusal {
	const first = by ? by.name : "The workspace’s policy";
	return new Refusal(
		{ code: "already_answered", message: `${first} already answered this.` },
		{ by, optionId, ...(rule !== undefined && { rule }) },
	);
}

export function approvalClosedRefusal({ reason }: Extract<ApprovalState, { status: "cancelled" }>): Refusal {
	return new Refusal({
		code: "approval_closed",
		message: CLOSED_APPROVALS[reason] ?? "The turn that needed this permission has ended.",
	});
}

const CLOSED_APPROVALS: Readonly<Record<string, string>> = {
	expired: "This permission request has expired.",
	malformed: "This permission request had no usable option, so it was cancelled.",
	withdrawn: "The agent took this permission request back.",
};

// Questions

export function questionNotFoundRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "This question doesn’t exist." });
}

/** Names who answered first. */
export function questionAnsweredRefusal(by: Person): Refusal {
	return new Refusal({ code: "already_answered", message: `${by.name} already answered this.` }, { by });
}

export function questionClosedRefusal({ reason }: Extract<QuestionState, { status: "cancelled" }>): Refusal {
	return new Refusal({
		code: "question_closed",
		message: reason === "expired" ? "This question has expired." : "The agent no longer waits for an answer to this.",
	});
}

export function answerTooLongRefusal(): Refusal {
	return new Refusal({
		code: "answer_invalid",
		message: `The answer is too long: at most ${Math.floor(LIMITS.answerBytes / 1_024)} KB.`,
		hint: "Shorten it.",
	});
}

/** @param problem - The first field that does not take its value; null where no answer can be given at all. */
export function answerInvalidRefusal(problem: FieldProblem | null): Refusal {
	if (!problem) {
		return new Refusal({
			code: "answer_invalid",
			message: "This question can’t be answered here.",
			hint: "Decline or dismiss it.",
		});
	}
	const { name, problem: why } = problem;
	return new Refusal(
		{
			code: "answer_invalid",
			message: `The answer to “${truncateText(name, 100)}” isn’t valid: ${describeProblem(why)}.`,
			hint: "Change it and send it again.",
		},
		{ field: truncateText(name, 100) },
	);
}

function describeProblem(problem: AnswerProblem): string {
	switch (problem.kind) {
		case "required":
			return "it is required";
		case "type":
			return "it is not one of the values that the form takes";
		case "format":
			return `it is not ${problem.format === "integer" ? "a whole number" : `in the format ${problem.format}`}`;
		default:
			return `its ${problem.kind === "range" ? "value" : problem.kind} must be ${describeLimits(problem)}`;
	}
}

function describeLimits({ min, max }: { readonly min: number | null; readonly max: number | null }): string {
	if (min === null) return `at most ${max}`;
	return max === null ? `at least ${min}` : `from ${min} to ${max}`;
}

/** A request under the client id of another one. */
export function clientIdReusedRefusal(): Refusal {
	return new Refusal({
		code: "client_id_reused",
		message: "This client ID was used before, with another request. This one was not carried out.",
		hint: "Make a new client ID for each request, and repeat it only to send the same request again.",
	});
}

// Notes

export function noteNotFoundRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "This note doesn’t exist." });
}

export function noteDeletedRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "This note was deleted." });
}

export function noteTargetRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "What this note is about doesn’t exist." });
}

/** @param by - Its author. */
export function notNoteAuthorRefusal({ name }: Person, change: "edit" | "delete"): Refusal {
	const whom = change === "edit" ? name : `${name} or an owner`;
	return new Refusal({ code: "forbidden", message: `Only ${whom} can ${change} this note.` });
}

export function tooManyReactionsRefusal(): Refusal {
	return new Refusal({
		code: "invalid_argument",
		message: "This note has too many reactions already.",
		hint: "Use one of those that it has.",
	});
}

// Access

/** @param needed - The least role that may call the action. */
export function roleRefusal(needed: Role, role: Role): Refusal {
	return new Refusal({
		code: "forbidden",
		message: `This needs the ${needed} role or above. You are ${withArticle(role)}.`,
		hint: "Ask an owner for access.",
	});
}

/** The role would allow the action, and this person may not call it all the same. */
export function actionRefusal(): Refusal {
	return new Refusal({
		code: "forbidden",
		message: "This isn’t allowed in this workspace.",
		hint: "Ask an owner for access.",
	});
}

/**
 * @param setting - The name of a setting that changes what the agent does without asking.
 * @param needed - The least role that may change it.
 */
export function settingRoleRefusal(setting: string, needed: Role, role: Role): Refusal {
	return new Refusal({
		code: "forbidden",
		message: `Changing ${setting} needs the ${needed} role or above: it can decide what the agent does without asking. You are ${withArticle(role)}.`,
		hint: "Ask someone with that role to change it.",
	});
}

/** @param needed - The least role that sees hidden files. */
export function hiddenFilesRefusal(needed: Role, role: Role): Refusal {
	return new Refusal({
		code: "forbidden",
		message: `This file or folder is hidden. Reading it needs the ${needed} role or above, and you are ${withArticle(role)}.`,
		hint: "Ask an owner for access.",
	});
}

const COMMAND_CHARACTERS = 60;

/**
 * @param command - The name of a slash command that changes what the agent does without asking.
 * @param needed - The least role whose prompts may be that command.
 */
export function commandRoleRefusal(command: string, needed: Role, role: Role): Refusal {
	return new Refusal({
		code: "forbidden",
		message: `Sending /${truncateText(command, COMMAND_CHARACTERS)} needs the ${needed} role or above: it can decide what the agent does without asking. You are ${withArticle(role)}.`,
		hint: "Ask someone with that role to send it.",
	});
}

/**
 * A prompt that waited is a command that the person who wrote it may not send, or no longer.
 *
 * @param command - Its name.
 * @param needed - The least role whose prompts may be that command.
 */
export function commandRevokedRefusal(command: string, needed: Role, { name }: Person): Refusal {
	return new Refusal({
		code: "forbidden",
		message: `/${truncateText(command, COMMAND_CHARACTERS)} was not sent to the agent: it needs the ${needed} role or above, which ${name} doesn’t have now.`,
		hint: "Ask someone with that role to send it.",
	});
}

const RATE_NAMES = {
	actions: "actions",
	prompts: "prompts",
	attachmentBytes: "bytes of attachments",
	presence: "presence updates",
} as const;

/** What one person may do only so often. */
export type RateKind = keyof typeof RATE_NAMES;

export function rateLimitRefusal(rate: RateKind, limit: number, retryAfterMs: number): Refusal {
	const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
	return new Refusal(
		{
			code: "rate_limited",
			message: `The limit is ${limit.toLocaleString("en")} ${RATE_NAMES[rate]} per minute.`,
			hint: `Try again in ${seconds} s.`,
		},
		{ retryAfterMs },
	);
}

export function tooManyConnectionsRefusal(limit: number): Refusal {
	return new Refusal({
		code: "rate_limited",
		message: `This workspace is already open in ${limit} of your windows.`,
		hint: "Close one, and this one connects.",
	});
}

export function unauthenticatedRefusal(): Refusal {
	return new Refusal({
		code: "unauthenticated",
		message: "You’re not signed in to this workspace.",
		hint: "Sign in, then reload the page.",
	});
}

/** A person who is known, but has no access to this workspace. */
export function accessRefusal(message = "You don’t have access to this workspace."): Refusal {
	return new Refusal({ code: "forbidden", message, hint: "Ask an owner for access." });
}

/** Owners do not decide about roles here. */
export function hostRolesRefusal(): Refusal {
	return new Refusal({
		code: "forbidden",
		message: "Who may do what isn’t decided in this workspace.",
		hint: "Change it where people sign in, or let owners decide by the server’s option `roles`.",
	});
}

export function ownRoleRefusal(): Refusal {
	return new Refusal({
		code: "forbidden",
		message: "You can’t change your own role, or remove yourself.",
		hint: "Ask another owner to do it.",
	});
}

/** @param needed - The role that is given or taken away. */
export function roleAboveOwnRefusal(needed: Role, role: Role): Refusal {
	return new Refusal({
		code: "forbidden",
		message: `Only ${withArticle(needed)} can decide about the ${needed} role. You are ${withArticle(role)}.`,
		hint: `Ask ${withArticle(needed)}.`,
	});
}

export function personNotFoundRefusal(): Refusal {
	return new Refusal({
		code: "not_found",
		message: "This person was never in this workspace.",
		hint: "Invite them.",
	});
}

/** An owner has removed them. */
export function personRemovedRefusal(): Refusal {
	return accessRefusal("You were removed from this workspace.");
}

/** It was revoked, or never there; or something else was decided since about whoever comes with it. */
export function inviteInvalidRefusal(): Refusal {
	return new Refusal({
		code: "invite_invalid",
		message: "This invite link isn’t valid.",
		hint: "Ask whoever sent it for a new one.",
	});
}

export function inviteExpiredRefusal(): Refusal {
	return new Refusal({
		code: "invite_expired",
		message: "This invite link has expired.",
		hint: "Ask whoever sent it for a new one.",
	});
}

export function inviteUsedRefusal(): Refusal {
	return new Refusal({
		code: "invite_used",
		message: "This invite link was for one person, and has been used.",
		hint: "Ask whoever sent it for one of your own.",
	});
}

export function invitesFullRefusal(): Refusal {
	return new Refusal({
		code: "invites_full",
		message: `${LIMITS.openInvites} invites are open already.`,
		hint: "Revoke one.",
	});
}

export function inviteNotFoundRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "This invite doesn’t exist." });
}

/** For what comes over a connection that the workspace has closed. Nothing was done, so it may be repeated. */
export function connectionClosedRefusal(): Refusal {
	return new Refusal({
		code: "connection_lost",
		message: "The workspace has closed this connection.",
		hint: "Connect again.",
	});
}

/** What a client sent to be authenticated by has the wrong shape. */
export function paramsRefusal(problems: readonly string[]): Refusal {
	return new Refusal({
		code: "unauthenticated",
		message: "The server doesn’t take what this page sent to sign in.",
		hint: "The page’s `getParams` has to return what the server’s `params` describes.",
		detail: truncateText(problems.join("\n"), MAX_PROBLEMS_CHARACTERS),
	});
}

const MAX_PROBLEMS_CHARACTERS = 500;

/** What `authenticate` returned is no identity. */
export function identityInvalidRefusal(): Refusal {
	return new Refusal({
		code: "unauthenticated",
		message: "The server couldn’t tell who you are.",
		hint: "Tell whoever runs it: its log says what is wrong.",
	});
}

/** In production, a workspace without `authenticate` admits nobody. */
export function authenticationMissingRefusal(): Refusal {
	return new Refusal({
		code: "unauthenticated",
		message: "This workspace has no authentication, so nobody can open it.",
		hint: "On the server, pass `authenticate` to `createWorkspace`, or set WORKSPACE_CHAT_ALLOW_UNAUTHENTICATED=1 to allow everyone.",
	});
}

const ORIGIN_CHARACTERS = 200;

/**
 * A page of this origin may not use the workspace.
 *
 * @param origin - `null` for files and sandboxed frames, as browsers send it.
 * @param isOpen - The workspace has no `authenticate`.
 */
export function originRefusal(origin: string, isOpen: boolean): Refusal {
	const page = origin === "null" ? "a page without an origin" : truncateText(origin, ORIGIN_CHARACTERS);
	const accepted = isOpen ? "Without `authenticate`, a workspace accepts only pages of its own machine. " : "";
	const remedy =
		origin === "null"
			? "Serve the page over HTTP: files and sandboxed frames have no origin."
			: "On the server, add the origin of the page to the option `origins` of createWorkspace.";
	return new Refusal({
		code: "origin_not_allowed",
		message: `The workspace doesn’t accept ${page}, so this page can’t open it.`,
		hint: `${accepted}${remedy}`,
	});
}

/** @param problem - What is wrong with it, as the end of a sentence about it. */
export function workspaceIdRefusal(problem: string): Refusal {
	return new Refusal({
		code: "invalid_workspace_id",
		message: `This workspace ID is invalid: it ${problem}.`,
		hint: `Use a string of 1 to ${LIMITS.workspaceIdBytes} bytes without commas, as the only part of the actor key.`,
	});
}

// Reading

/**
 * The page and the server speak different versions of the protocol.
 *
 * @param client - What the page speaks.
 * @param server - What the workspace speaks.
 */
export function protocolRefusal(client: number, server: number = PROTOCOL_VERSION): Refusal {
	const isClientOlder = client < server;
	return new Refusal({
		code: isClientOlder ? "client_outdated" : "server_outdated",
		message: `The page uses protocol version ${client}, the server ${server}.`,
		hint: isClientOlder ? "Reload the page to update it." : "Update workspace-chat on the server.",
	});
}

/** A newer version has changed how the workspace is stored, and this server would damage it. */
export function databaseNewerRefusal(): Refusal {
	return new Refusal({
		code: "server_outdated",
		message: "A newer version of the server has opened this workspace, so this one can’t.",
		hint: "Update workspace-chat on the server. This page connects by itself then.",
	});
}

export function itemNotFoundRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "This item doesn’t exist." });
}

export function contentNotFoundRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "This content isn’t stored any more." });
}

// Settings and sandbox

export function settingUnknownRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "The agent doesn’t have this setting." });
}

/** @param setting - Its name. */
export function choiceUnknownRefusal(setting: string): Refusal {
	return new Refusal({ code: "option_unknown", message: `The agent doesn’t offer this choice for ${setting}.` });
}

/** @param agent - Its id. */
export function agentNotOfferedRefusal(agent: string): Refusal {
	return new Refusal({ code: "option_unknown", message: `This workspace doesn’t offer the agent “${agent}”.` });
}

export function agentBusyRefusal(): Refusal {
	return new Refusal({
		code: "turn_running",
		message: "The agent can’t be changed while it works.",
		hint: "Wait for the turn to end, or stop it.",
	});
}

export function loginMethodUnknownRefusal(): Refusal {
	return new Refusal({ code: "not_found", message: "The agent doesn’t offer this login." });
}

export function settingsNotReadyRefusal(): Refusal {
	return new Refusal({
		code: "session_not_ready",
		message: "The agent isn’t ready, so its settings can’t change yet.",
		hint: "Try again once it’s ready.",
	});
}

export function sandboxNotReadyRefusal(): Refusal {
	return new Refusal({
		code: "session_not_ready",
		message: "The sandbox isn’t ready yet.",
		hint: "Try again once the agent is ready.",
	});
}

export function outsideFolderRefusal(): Refusal {
	return new Refusal({
		code: "invalid_argument",
		message: "This path is outside the workspace’s folder.",
		hint: "Use a path relative to that folder, without `..`.",
	});
}

export function fileNotFoundRefusal(): Refusal {
	return new Refusal({
		code: "not_found",
		message: "This file or folder doesn’t exist.",
		hint: "It may have been moved or deleted. Refresh the folder.",
	});
}

export function notAFileRefusal(): Refusal {
	return new Refusal({
		code: "invalid_argument",
		message: "This is a folder, not a file.",
		hint: "List it instead.",
	});
}

export function notAFolderRefusal(): Refusal {
	return new Refusal({
		code: "invalid_argument",
		message: "This is a file, not a folder.",
		hint: "Read it instead.",
	});
}

export function processNotFoundRefusal(): Refusal {
	return new Refusal({
		code: "not_found",
		message: "This process doesn’t exist.",
		hint: "The sandbox may have restarted. Refresh the list.",
	});
}

// Attachments

const MEGABYTE = 1_024 * 1_024;

export function fileTooLargeRefusal(name: string): Refusal {
	return new Refusal({
		code: "attachment_too_large",
		message: `“${name}” is larger than ${LIMITS.attachmentBytes / MEGABYTE} MB.`,
		hint: "Attach a smaller file, or put it into the sandbox and mention its path.",
	});
}

/** The files of one prompt together are too large. */
export function filesTooLargeRefusal(): Refusal {
	return new Refusal({
		code: "attachment_too_large",
		message: `These files are larger than ${LIMITS.promptAttachmentBytes / MEGABYTE} MB in total.`,
		hint: "Send some of them with another prompt.",
	});
}

export function tooManyUnsentFilesRefusal(): Refusal {
	return new Refusal({
		code: "attachment_too_large",
		message: "You have too many unsent files.",
		hint: "Send some, or try again later: unsent files are deleted after a while.",
	});
}

export function attachmentNotFoundRefusal(): Refusal {
	return new Refusal({
		code: "attachment_not_found",
		message: "A file of this prompt is missing or incomplete.",
		hint: "Attach the file again.",
	});
}

export function notUploaderRefusal(): Refusal {
	return new Refusal({
		code: "forbidden",
		message: "This upload belongs to someone else.",
	});
}

/** @param problem - What does not fit, as the end of a sentence about the file. */
export function uploadMismatchRefusal(problem: "is larger than announced" | "is not the same as before"): Refusal {
	return new Refusal({
		code: "invalid_argument",
		message: `Upload failed: the file ${problem}.`,
		hint: "Attach the file again.",
	});
}

/** An action of the host's programs that was called by somebody else. */
export function adminOnlyRefusal(): Refusal {
	return new Refusal({
		code: "forbidden",
		message: "Only a program with the workspace’s admin key can do this.",
		hint: "Give createWorkspace `adminKey`, and the same key to WorkspaceAdmin. It never goes to a page.",
	});
}

/** What only actors of the same servers may call was called by somebody else. */
export function serverOnlyRefusal(): Refusal {
	return new Refusal({
		code: "forbidden",
		message: "Only workspaces and directories of the same servers can do this.",
		hint: "Give `createDirectory` and the option `directory` of createWorkspace the same `key`.",
	});
}

// Directories

export function workspaceNotListedRefusal(): Refusal {
	return new Refusal({
		code: "not_found",
		message: "There is no such workspace in this list.",
		hint: "It may have been deleted, or you may not see it any more.",
	});
}

export function creationUnavailableRefusal(): Refusal {
	return new Refusal({
		code: "forbidden",
		message: "Workspaces can’t be created here.",
		hint: "Give createDirectory the option `newWorkspaceId`.",
	});
}

export function creationFailedRefusal(): Refusal {
	return new Refusal({
		code: "internal",
		message: "The workspace couldn’t be created.",
		hint: "Try again. If it keeps failing, check the server’s log.",
	});
}

/** A backup cannot be brought back into a workspace that was used. */
export function notEmptyRefusal(): Refusal {
	return new Refusal({
		code: "workspace_not_empty",
		message: "This workspace isn’t empty, so nothing was imported into it.",
		hint: "Import into another id, or destroy this workspace first.",
	});
}

/** Nobody sees a part of a backup. */
export function importingRefusal(): Refusal {
	return new Refusal({
		code: "workspace_importing",
		message: "A backup is being brought into this workspace.",
		hint: "It opens by itself when that is done.",
	});
}

/** For the program that imports. */
export function importRunningRefusal(): Refusal {
	return new Refusal({
		code: "workspace_importing",
		message: "Another import into this workspace runs, or was cut off, so nothing was imported.",
		hint: "Use another id. This one is free again two minutes after the other import was cut off, unless that has filled it.",
	});
}

/** @param reason - A sentence. */
export function importRefusal(reason: string): Refusal {
	return new Refusal({
		code: "invalid_argument",
		message: "This backup can’t be imported.",
		hint: "Check the file, and update workspace-chat on the server if the backup is of a newer version.",
		detail: truncateText(reason, MAX_PROBLEMS_CHARACTERS),
	});
}
