import * as v from "valibot";
import { diagnosticsSchema } from "./diagnostics.ts";
import type { Role } from "./participant.ts";
import {
	editPromptRequestSchema,
	movePromptRequestSchema,
	promptRequestSchema,
	promptResponseSchema,
	stopRequestSchema,
	uploadAttachmentRequestSchema,
	uploadAttachmentResponseSchema,
	withdrawPromptRequestSchema,
} from "./promptMessages.ts";
import {
	fileContentSchema,
	findFilesRequestSchema,
	folderListingSchema,
	listFilesRequestSchema,
	processOutputSchema,
	readFileRequestSchema,
	readProcessRequestSchema,
	type SandboxProcess,
	sandboxProcessSchema,
} from "./sandbox.ts";
import { list, object, type Schema } from "./schema.ts";
import {
	answerApprovalRequestSchema,
	answerApprovalResponseSchema,
	destroyWorkspaceRequestSchema,
	disconnectUserRequestSchema,
	restartSessionRequestSchema,
	sessionInfoSchema,
	setConfigOptionRequestSchema,
} from "./sessionMessages.ts";
import { timelineItemSchema } from "./timelineItem.ts";
import {
	getHistoryRequestSchema,
	getItemRequestSchema,
	historyPageSchema,
	syncRequestSchema,
	syncResponseSchema,
} from "./timelineMessages.ts";

/** An action of the workspace actor: who may call it, with what, and the response. */
export interface ActionDefinition<Request extends object | undefined, Response extends object> {
	/** The least role that may call it, unless the workspace's `access` option says otherwise. */
	readonly role: Role;
	readonly request: Schema<Request>;
	readonly response: Schema<Response>;
}

function defineAction<Request extends object | undefined, Response extends object>(
	definition: ActionDefinition<Request, Response>,
): ActionDefinition<Request, Response> {
	return definition;
}

/**
 * Every action a client can call on the workspace actor. Each is one Rivet action with at most one argument, and each may
 * throw a `UserError` whose code is a `WorkspaceErrorCode`. The default roles: viewers read, editors steer the agent,
 * approvers let it act, owners manage the workspace.
 */
export const ACTIONS = {
	/** First load, gap, reconnect and wake, all in one. */
	sync: defineAction({ role: "viewer", request: syncRequestSchema, response: syncResponseSchema }),
	/** An older page of the timeline. */
	getHistory: defineAction({ role: "viewer", request: getHistoryRequestSchema, response: historyPageSchema }),
	/** One item whose long parts were truncated, as complete as it is stored. */
	getItem: defineAction({ role: "viewer", request: getItemRequestSchema, response: timelineItemSchema }),
	/** Stores a prompt. Responds once it is stored, not when its turn has ended. */
	prompt: defineAction({ role: "editor", request: promptRequestSchema, response: promptResponseSchema }),
	/** Stores a chunk of a file that a prompt will send. */
	uploadAttachment: defineAction({
		role: "editor",
		request: uploadAttachmentRequestSchema,
		response: uploadAttachmentResponseSchema,
	}),
	/** Stops the turn. Stopping twice is harmless. */
	stop: defineAction({
		role: "editor",
		request: stopRequestSchema,
		response: object({ stopping: v.boolean() }),
	}),
	/** Withdraws a queued prompt. */
	withdrawPrompt: defineAction({
		role: "editor",
		request: withdrawPromptRequestSchema,
		response: object({ withdrawn: v.boolean() }),
	}),
	/**
	 * Changes the text of a queued prompt: people edit their own, owners any. Fails with `prompt_closed` once it no longer
	 * waits.
	 */
	editPrompt: defineAction({
		role: "editor",
		request: editPromptRequestSchema,
		response: object({ promptId: v.string() }),
	}),
	/**
	 * Moves a queued prompt: people move their own, before those of others too, and owners any. `moved` is false when it,
	 * or the one it was to be placed before, no longer waits.
	 */
	movePrompt: defineAction({
		role: "editor",
		request: movePromptRequestSchema,
		response: object({ moved: v.boolean() }),
	}),
	/** Answers a permission request. The first answer wins; later ones fail with `already_answered`. */
	answerApproval: defineAction({
		role: "approver",
		request: answerApprovalRequestSchema,
		response: answerApprovalResponseSchema,
	}),
	/** Changes a setting of the session: its mode, its model, or another one the agent offers. */
	setConfigOption: defineAction({
		role: "editor",
		request: setConfigOptionRequestSchema,
		response: object({ configId: v.string(), value: v.string() }),
	}),
	/** Tries at once to restore a failed session. */
	restartSession: defineAction({
		role: "editor",
		request: restartSessionRequestSchema,
		response: object({ restarting: v.boolean() }),
	}),
	/**
	 * Closes the connections of a person. Their browser asks at once to be let in again: it is `authenticate` that keeps
	 * them out, or lets them in with another role.
	 */
	disconnectUser: defineAction({
		role: "owner",
		request: disconnectUserRequestSchema,
		response: object({ closed: v.number() }),
	}),
	/**
	 * Destroys the workspace: its sandbox, its history and everything that is stored of it. All connections receive
	 * `workspace.destroyed`. Its id is free again: whoever opens it gets a new, empty workspace, unless `authenticate`
	 * refuses them.
	 */
	destroyWorkspace: defineAction({
		role: "owner",
		request: destroyWorkspaceRequestSchema,
		response: object({ destroyed: v.literal(true) }),
	}),
	/** The state of the agent's session. */
	getSessionInfo: defineAction({ role: "viewer", request: v.undefined(), response: sessionInfoSchema }),
	/** What an operator needs to judge the workspace. */
	getDiagnostics: defineAction({ role: "owner", request: v.undefined(), response: diagnosticsSchema }),
	/**
	 * The entries of a folder of the sandbox. Like all actions below it needs the sandbox, and fails with
	 * `session_not_ready` or `sandbox_unreachable` without it.
	 */
	listFiles: defineAction({ role: "viewer", request: listFilesRequestSchema, response: folderListingSchema }),
	/** A page of a file. */
	readFile: defineAction({ role: "viewer", request: readFileRequestSchema, response: fileContentSchema }),
	/** Paths of files that match a query, the best match first. */
	findFiles: defineAction({
		role: "viewer",
		request: findFilesRequestSchema,
		response: object<{ readonly paths: readonly string[] }>({ paths: list(v.string()) }),
	}),
	/** The processes of the sandbox, the newest first. */
	listProcesses: defineAction({
		role: "viewer",
		request: v.undefined(),
		response: object<{ readonly processes: readonly SandboxProcess[] }>({ processes: list(sandboxProcessSchema) }),
	}),
	/** What a process has printed: called repeatedly, it follows the process. */
	readProcess: defineAction({ role: "viewer", request: readProcessRequestSchema, response: processOutputSchema }),
} as const;

/** The name of an action. */
export type ActionName = keyof typeof ACTIONS;

/** The names of the actions a client can call on the workspace actor. */
export const ACTION_NAMES = Object.keys(ACTIONS) as readonly ActionName[];

/** The least role that may call each action. */
export type RoleTable = Readonly<Record<ActionName, Role>>;

/** The roles of `ACTIONS`, which apply where the workspace's `access` option does not say otherwise. */
export const DEFAULT_ROLE_TABLE = Object.fromEntries(
	ACTION_NAMES.map((name) => [name, ACTIONS[name].role]),
) as RoleTable;

/** The argument of an action, by the action's name. */
export type ActionRequest<Name extends ActionName> = v.InferOutput<(typeof ACTIONS)[Name]["request"]>;

/** The response of an action, by the action's name. */
export type ActionResponse<Name extends ActionName> = v.InferOutput<(typeof ACTIONS)[Name]["response"]>;

/** The arguments of an action: one, or none. */
export type ActionArguments<Name extends ActionName> =
	undefined extends ActionRequest<Name> ? [] : [request: ActionRequest<Name>];

/** The actions as functions, for clients and for whatever implements them. */
export type WorkspaceActions = {
	readonly [Name in ActionName]: (...args: ActionArguments<Name>) => Promise<ActionResponse<Name>>;
};
