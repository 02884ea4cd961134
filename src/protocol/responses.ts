import * as v from "valibot";
import { timelineItemSchema } from "./anyItem.ts";
import { auditPageSchema } from "./audit.ts";
import { diagnosticsSchema } from "./diagnostics.ts";
import { type Head, headFields } from "./events.ts";
import { type Participant, participantSchema, type Role, roleSchema, type Self, selfSchema } from "./participant.ts";
import { createdInviteSchema, type Invite, inviteSchema, peoplePageSchema } from "./people.ts";
import { type PresenceSnapshot, presenceSnapshotSchema, updatePresenceResponseSchema } from "./presence.ts";
import { QUESTION_ACTIONS, type QuestionAction } from "./question.ts";
import {
	fileContentSchema,
	folderListingSchema,
	processOutputSchema,
	type SandboxProcess,
	sandboxProcessSchema,
} from "./sandbox.ts";
import { list, numberSchema, object, openEnum, type Schema, timeSchema, wholeNumberSchema } from "./schema.ts";
import { type Session, type SessionStatus, sessionSchema, sessionStatusSchema } from "./session.ts";
import {
	type ApprovalItem,
	ITEM_SCHEMAS,
	type PromptItem,
	type QuestionItem,
	type TimelineItem,
} from "./timelineItem.ts";
import { type Turn, turnSchema, type WhenBusy, whenBusySchema } from "./turn.ts";
import { type ReadMark, readMarkSchema, unreadSummarySchema } from "./unread.ts";

/** The workspace as it is now. */
export interface SyncResponse extends Head {
	/** `PROTOCOL_VERSION` of the workspace. */
	readonly protocol: number;
	/**
	 * `new`: `items` are the newest ones and replace what the client holds. `changed`: `items` are all that changed
	 * after `have.seq`, as they are now, whether the client has them or not.
	 */
	readonly window: "new" | "changed";
	/** Sorted by `order`. Queued prompts are not among them. */
	readonly items: readonly TimelineItem[];
	/** Whether there are items before the first of a `new` window. */
	readonly hasOlder: boolean;
	/** The agent's session. */
	readonly session: Session;
	/** The running turn, or null. */
	readonly turn: Turn | null;
	/** Prompts that wait, next one first. */
	readonly queue: readonly PromptItem[];
	/** What a prompt without `whenBusy` does while a turn runs. Default `queue`. */
	readonly whenBusy?: WhenBusy | undefined;
	/** The least role that may prompt, and so have the wheel. Older workspaces leave it out. */
	readonly promptRole?: Role | undefined;
	/** Approvals that are pending, oldest first. */
	readonly approvals: readonly ApprovalItem[];
	/** The least role that may answer approvals. Older workspaces leave it out. */
	readonly approvalRole?: Role | undefined;
	/** Questions that are pending, oldest first. Older workspaces leave it out. */
	readonly questions?: readonly QuestionItem[] | undefined;
	/** The least role that may answer questions. Older workspaces leave it out. */
	readonly questionRole?: Role | undefined;
	/** The people who have the workspace open. */
	readonly participants: readonly Participant[];
	/** Where they are and what they do, as far as it is known. Older workspaces leave it out. */
	readonly presence?: PresenceSnapshot | undefined;
	/** The person at the other end of this connection. */
	readonly self: Self;
	/** How far this person has read; null when they were never here. Older workspaces leave it out. */
	readonly read?: ReadMark | null | undefined;
	/** The workspace's clock when it responded, in milliseconds since 1970. Older workspaces leave it out. */
	readonly now?: number | undefined;
}

export const syncResponseSchema: Schema<SyncResponse> = object<SyncResponse>({
	...headFields,
	protocol: wholeNumberSchema,
	window: v.picklist(["new", "changed"]),
	items: list(timelineItemSchema),
	hasOlder: v.boolean(),
	session: sessionSchema,
	turn: v.nullable(turnSchema),
	queue: list(ITEM_SCHEMAS.prompt),
	whenBusy: v.optional(whenBusySchema),
	promptRole: v.optional(roleSchema),
	approvals: list(ITEM_SCHEMAS.approval),
	approvalRole: v.optional(roleSchema),
	questions: v.optional(list(ITEM_SCHEMAS.question)),
	questionRole: v.optional(roleSchema),
	participants: list(participantSchema),
	presence: v.optional(presenceSnapshotSchema),
	self: selfSchema,
	read: v.optional(v.nullable(readMarkSchema)),
	now: v.optional(timeSchema),
});

/** A page of older items. */
export interface HistoryPage {
	/** Sorted by `order`. */
	readonly items: readonly TimelineItem[];
	/** Whether there are items before the first of these. */
	readonly hasOlder: boolean;
}

export const historyPageSchema: Schema<HistoryPage> = object<HistoryPage>({
	items: list(timelineItemSchema),
	hasOlder: v.boolean(),
});

/** Where a prompt was placed. */
export interface PromptResponse {
	/** The id of the stored prompt. */
	readonly promptId: string;
	/** 0 when it runs next or at once, else how many prompts are before it. For a suggestion, how many suggestions wait already. */
	readonly position: number;
	/** Whether it is a suggestion, which waits until somebody sends it. Default false. */
	readonly suggested?: boolean | undefined;
}

export const promptResponseSchema: Schema<PromptResponse> = object<PromptResponse>({
	promptId: v.string(),
	position: wholeNumberSchema,
	suggested: v.optional(v.boolean()),
});

/** How much of a file is stored. */
export interface UploadAttachmentResponse {
	/** The id of the file, as it was sent. */
	readonly attachmentId: string;
	/** Stored bytes: where the next chunk begins. The upload is complete when they are `size`. */
	readonly received: number;
}

export const uploadAttachmentResponseSchema: Schema<UploadAttachmentResponse> = object<UploadAttachmentResponse>({
	attachmentId: v.string(),
	received: numberSchema,
});

/** A page of a binary content. */
export interface ContentPage {
	/** Of the whole content, in bytes. */
	readonly size: number;
	/** Where the page begins, in bytes. */
	readonly offset: number;
	/** Base64. */
	readonly data: string;
}

export const contentPageSchema: Schema<ContentPage> = object<ContentPage>({
	size: numberSchema,
	offset: numberSchema,
	data: v.string(),
});

/** What an answer has changed. */
export interface AnswerApprovalResponse {
	/** The permission request. */
	readonly approvalId: string;
	/** The answer, as it was sent. */
	readonly optionId: string;
	/** How many more people must allow it; 0 when it is settled. */
	readonly missing: number;
}

export const answerApprovalResponseSchema: Schema<AnswerApprovalResponse> = object<AnswerApprovalResponse>({
	approvalId: v.string(),
	optionId: v.string(),
	missing: numberSchema,
});

/** What was done with a question. */
export interface AnswerQuestionResponse {
	/** The question. */
	readonly questionId: string;
	/** As it was sent. */
	readonly action: QuestionAction;
}

export const answerQuestionResponseSchema: Schema<AnswerQuestionResponse> = object<AnswerQuestionResponse>({
	questionId: v.string(),
	action: openEnum(QUESTION_ACTIONS),
});

/** The workspace's agent and the state of its session. */
export interface SessionInfo {
	/** The actor key. */
	readonly workspaceId: string;
	/** The id at the provider of sandboxes; null without one. */
	readonly sandboxId: string | null;
	/** The agent's id: `claude`, `codex`, … */
	readonly agent: string;
	/** Whether the agent can be talked to. */
	readonly state: SessionStatus;
}

export const sessionInfoSchema: Schema<SessionInfo> = object<SessionInfo>({
	workspaceId: v.string(),
	sandboxId: v.nullable(v.string()),
	agent: v.string(),
	state: sessionStatusSchema,
});

/** The schema of each action's response. Browsers load these, but neither `ACTIONS` nor the schemas of the requests. */
export const RESPONSES = {
	sync: syncResponseSchema,
	getHistory: historyPageSchema,
	getItem: timelineItemSchema,
	readContent: contentPageSchema,
	markRead: readMarkSchema,
	getUnreadSummary: unreadSummarySchema,
	updatePresence: updatePresenceResponseSchema,
	prompt: promptResponseSchema,
	suggestPrompt: promptResponseSchema,
	sendSuggestion: promptResponseSchema,
	declineSuggestion: object({ promptId: v.string() }),
	takeWheel: object({ until: timeSchema }),
	releaseWheel: object({ released: v.boolean() }),
	askForWheel: object({ asked: v.boolean() }),
	handOverWheel: object({ userId: v.string(), until: timeSchema }),
	uploadAttachment: uploadAttachmentResponseSchema,
	stop: object({ stopping: v.boolean() }),
	withdrawPrompt: object({ withdrawn: v.boolean() }),
	editPrompt: object({ promptId: v.string() }),
	movePrompt: object({ moved: v.boolean() }),
	answerApproval: answerApprovalResponseSchema,
	answerQuestion: answerQuestionResponseSchema,
	addNote: object({ noteId: v.string() }),
	editNote: object({ noteId: v.string() }),
	deleteNote: object({ deleted: v.boolean() }),
	reactToNote: object({ noteId: v.string() }),
	resolveNote: object({ noteId: v.string() }),
	claimRequest: object({ requestId: v.string(), userId: v.string() }),
	releaseRequest: object({ requestId: v.string() }),
	setConfigOption: object({ configId: v.string(), value: v.string() }),
	renameWorkspace: object<{ readonly title: string | null }>({ title: v.nullable(v.string()) }),
	restartSession: object({ restarting: v.boolean() }),
	changeAgent: object({ agent: v.string() }),
	logIn: object({ loggingIn: v.boolean() }),
	disconnectUser: object({ closed: numberSchema }),
	listPeople: peoplePageSchema,
	setRole: object<{ readonly userId: string; readonly role: Role }>({ userId: v.string(), role: roleSchema }),
	removePerson: object({ closed: numberSchema }),
	createInvite: createdInviteSchema,
	listInvites: object<{ readonly invites: readonly Invite[] }>({ invites: list(inviteSchema) }),
	revokeInvite: object({ revoked: v.boolean() }),
	destroyWorkspace: object({ destroyed: v.literal(true) }),
	getSessionInfo: sessionInfoSchema,
	getDiagnostics: diagnosticsSchema,
	getAuditLog: auditPageSchema,
	listFiles: folderListingSchema,
	readFile: fileContentSchema,
	findFiles: object<{ readonly paths: readonly string[] }>({ paths: list(v.string()) }),
	listProcesses: object<{ readonly processes: readonly SandboxProcess[] }>({ processes: list(sandboxProcessSchema) }),
	readProcess: processOutputSchema,
} as const;
