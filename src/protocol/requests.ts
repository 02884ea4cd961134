import * as v from "valibot";
import { getAuditLogRequestSchema } from "./audit.ts";
import { type Head, headFields } from "./events.ts";
import {
	agentIdSchema,
	idSchema,
	limitSchema,
	pathSchema,
	titleSchema,
	traceparentSchema,
	userIdSchema,
} from "./fields.ts";
import type { PromptMetadata } from "./hostMetadata.ts";
import { LIMITS } from "./limits.ts";
import { newMetadataSchema } from "./metadata.ts";
import { type Mention, type NoteTarget, newMentionSchema } from "./note.ts";
import { ROLES, type Role } from "./participant.ts";
import { INVITE_ROLES, type InviteRole } from "./people.ts";
import { updatePresenceRequestSchema } from "./presence.ts";
import { QUESTION_ACTIONS, type QuestionAction, type QuestionAnswer, questionAnswerSchema } from "./question.ts";
import { RESPONSES } from "./responses.ts";
import { request, type Schema, wholeNumberSchema } from "./schema.ts";
import { WHEN_BUSY, type WhenBusy } from "./turn.ts";

/** What a client has, so that the workspace can respond with the rest. */
export interface SyncRequest {
	/** `PROTOCOL_VERSION` of the client. */
	readonly protocol: number;
	/** The last change the client has; null on the first load. */
	readonly have: Head | null;
	/** How many items the window holds, 1 to `LIMITS.windowItems`. Default `LIMITS.defaultWindowItems`. */
	readonly limit?: number | undefined;
}

const syncRequestSchema: Schema<SyncRequest> = request<SyncRequest>({
	protocol: wholeNumberSchema,
	have: v.nullable(request<Head>(headFields)),
	limit: v.optional(limitSchema(LIMITS.windowItems)),
});

/** Which older page to read. */
export interface GetHistoryRequest {
	/** The `order` of the oldest item the client has. */
	readonly before: number;
	/** 1 to `LIMITS.windowItems`. Default `LIMITS.defaultWindowItems`. */
	readonly limit?: number | undefined;
}

const getHistoryRequestSchema: Schema<GetHistoryRequest> = request<GetHistoryRequest>({
	before: wholeNumberSchema,
	limit: v.optional(limitSchema(LIMITS.windowItems)),
});

/** Which item to read. */
export interface GetItemRequest {
	/** The id of the item. */
	readonly id: string;
}

const getItemRequestSchema: Schema<GetItemRequest> = request<GetItemRequest>({ id: idSchema });

/** Which page of a binary content to read. */
export interface ReadContentRequest {
	/** The `id` of a `StoredContent`, or of an `Attachment` of a prompt. */
	readonly id: string;
	/** Where the page begins: a multiple of `LIMITS.contentPageBytes`. Default 0. */
	readonly offset?: number | undefined;
}

const readContentRequestSchema: Schema<ReadContentRequest> = request<ReadContentRequest>({
	id: idSchema,
	offset: v.optional(v.pipe(wholeNumberSchema, v.multipleOf(LIMITS.contentPageBytes))),
});

/** A prompt to be stored and run. */
export interface PromptRequest {
	/** Made by the client, 1 to 64 characters of `A-Z a-z 0-9 - _`; a repeat under the same id gets the first response. */
	readonly clientId?: string | undefined;
	/** When given it must be the connection's own (the "Multiplayer" guide sends it). */
	readonly userId?: string | undefined;
	/** At most `LIMITS.promptCharacters`, with the notes; not only white space, unless something is attached or quoted. */
	readonly text: string;
	/** Ids of uploaded files, or of files that were sent with an earlier prompt: at most `LIMITS.promptAttachments`. */
	readonly attachments?: readonly string[] | undefined;
	/** Ids of notes that it quotes to the agent, with their authors: at most `LIMITS.promptNotes`. Default: none. */
	readonly notes?: readonly string[] | undefined;
	/** Whom the text names, at most `LIMITS.noteMentions`. Those whose `@name` is not in the text are left out. Default: nobody. */
	readonly mentions?: readonly Mention[] | undefined;
	/** Default: what the workspace was set up with. `steer` and `interrupt` need the right to `stop` too. */
	readonly whenBusy?: WhenBusy | undefined;
	/**
	 * For `steer` and `interrupt`: the turn the person saw, null when they saw none. When it is over already no other is
	 * stopped: the prompt is only moved to the front. Default: the turn that runs when the prompt arrives.
	 */
	readonly turnId?: string | null | undefined;
	/** The host's own data, see `HostMetadata`: at most `LIMITS.promptMetadataBytes` as JSON. */
	readonly metadata?: PromptMetadata | undefined;
	/** The client's span in which it is sent, as W3C trace context writes it: `00-…-…-01`. */
	readonly traceparent?: string | undefined;
}

const newMentionsSchema: Schema<readonly Mention[]> = v.pipe(
	v.array(newMentionSchema),
	v.maxLength(LIMITS.noteMentions),
);

const promptAttachmentsSchema = v.optional(v.pipe(v.array(idSchema), v.maxLength(LIMITS.promptAttachments)));
const promptNotesSchema = v.optional(v.pipe(v.array(idSchema), v.maxLength(LIMITS.promptNotes)));

const promptRequestSchema: Schema<PromptRequest> = request<PromptRequest>({
	clientId: v.optional(idSchema),
	userId: v.optional(userIdSchema),
	text: v.string(),
	attachments: promptAttachmentsSchema,
	notes: promptNotesSchema,
	mentions: v.optional(newMentionsSchema),
	whenBusy: v.optional(v.picklist(WHEN_BUSY)),
	turnId: v.optional(v.nullable(idSchema)),
	metadata: v.optional(newMetadataSchema<PromptMetadata>(LIMITS.promptMetadataBytes)),
	traceparent: v.optional(traceparentSchema),
});

/** A prompt that somebody else is to send. */
export interface SuggestPromptRequest
	extends Pick<PromptRequest, "text" | "attachments" | "notes" | "mentions" | "metadata" | "traceparent"> {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
}

const suggestPromptRequestSchema: Schema<SuggestPromptRequest> = request<SuggestPromptRequest>({
	clientId: idSchema,
	text: v.string(),
	attachments: promptAttachmentsSchema,
	notes: promptNotesSchema,
	mentions: v.optional(newMentionsSchema),
	metadata: v.optional(newMetadataSchema<PromptMetadata>(LIMITS.promptMetadataBytes)),
	traceparent: v.optional(traceparentSchema),
});

/** Which suggestion to send. */
export interface SendSuggestionRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The suggestion. */
	readonly promptId: string;
	/** Its `suggestion.revision` that this person has read; 0 for one without. Default: any. */
	readonly revision?: number | undefined;
}

const sendSuggestionRequestSchema: Schema<SendSuggestionRequest> = request<SendSuggestionRequest>({
	clientId: idSchema,
	promptId: idSchema,
	revision: v.optional(wholeNumberSchema),
});

/** Which suggestion to decline, and why. */
export interface DeclineSuggestionRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The suggestion. */
	readonly promptId: string;
	/** Shown to everybody, at most `LIMITS.declineReasonCharacters`. Default: none. */
	readonly reason?: string | undefined;
}

const declineSuggestionRequestSchema: Schema<DeclineSuggestionRequest> = request<DeclineSuggestionRequest>({
	clientId: idSchema,
	promptId: idSchema,
	reason: v.optional(v.pipe(v.string(), v.maxLength(LIMITS.declineReasonCharacters))),
});

/** For how long to take the wheel. */
export interface TakeWheelRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** 1 to `LIMITS.wheelMinutes`. */
	readonly minutes: number;
}

const takeWheelRequestSchema: Schema<TakeWheelRequest> = request<TakeWheelRequest>({
	clientId: idSchema,
	minutes: limitSchema(LIMITS.wheelMinutes),
});

/** Gives the wheel back. */
export interface ReleaseWheelRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
}

const releaseWheelRequestSchema: Schema<ReleaseWheelRequest> = request<ReleaseWheelRequest>({ clientId: idSchema });

/** Asks whoever has the wheel for it. */
export interface AskForWheelRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
}

const askForWheelRequestSchema: Schema<AskForWheelRequest> = request<AskForWheelRequest>({ clientId: idSchema });

/** Whom to give the wheel. */
export interface HandOverWheelRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** Somebody who has the workspace open, and may prompt. */
	readonly userId: string;
}

const handOverWheelRequestSchema: Schema<HandOverWheelRequest> = request<HandOverWheelRequest>({
	clientId: idSchema,
	userId: userIdSchema,
});

/**
 * A chunk of a file. All chunks of one file describe it in the same way. An upload begins with `offset` 0, and goes on
 * where the response says, also after the connection or the workspace was lost: a chunk that is stored already changes
 * nothing, and one that would leave a gap is not stored. A file that no prompt has sent within a day is deleted.
 */
export interface UploadAttachmentRequest {
	/** Made by the client, like a client id. Prompts name the file by it. */
	readonly attachmentId: string;
	/** The file's name on the person's machine: 1 to 255 characters. Its name in the sandbox may differ. */
	readonly name: string;
	/** Whatever is not a media type counts as `application/octet-stream`. */
	readonly mimeType: string;
	/** Bytes of the whole file, at most `LIMITS.attachmentBytes`. */
	readonly size: number;
	/** Where in the file the chunk begins. */
	readonly offset: number;
	/** Base64 of at most `LIMITS.attachmentChunkBytes`; empty to ask where to go on. */
	readonly data: string;
	/** With the first chunk of a picture: a `data:` URL of at most `LIMITS.thumbnailCharacters`. */
	readonly thumbnail?: string | undefined;
}

const MAX_DATA_CHARACTERS = Math.ceil(LIMITS.attachmentChunkBytes / 3) * 4;

const uploadAttachmentRequestSchema: Schema<UploadAttachmentRequest> = request<UploadAttachmentRequest>({
	attachmentId: idSchema,
	name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
	mimeType: v.pipe(v.string(), v.maxLength(255)),
	size: wholeNumberSchema,
	offset: wholeNumberSchema,
	data: v.pipe(
		v.string(),
		v.maxLength(MAX_DATA_CHARACTERS),
		v.regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, "not base64"),
	),
	thumbnail: v.optional(
		v.pipe(
			v.string(),
			v.maxLength(LIMITS.thumbnailCharacters),
			v.regex(/^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+=*$/, "not a picture"),
		),
	),
});

/** Which turn to stop. */
export interface StopRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The turn the person saw. When it is over already, nothing happens. */
	readonly turnId: string;
}

const stopRequestSchema: Schema<StopRequest> = request<StopRequest>({ clientId: idSchema, turnId: idSchema });

/** Which queued prompt to withdraw. */
export interface WithdrawPromptRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The prompt. */
	readonly promptId: string;
}

const withdrawPromptRequestSchema: Schema<WithdrawPromptRequest> = request<WithdrawPromptRequest>({
	clientId: idSchema,
	promptId: idSchema,
});

/** The new text of a queued prompt. */
export interface EditPromptRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The prompt. */
	readonly promptId: string;
	/** The same rules as for a new prompt. */
	readonly text: string;
	/** Whom the new text names. Default: those whom the prompt has named, as far as the text still does. */
	readonly mentions?: readonly Mention[] | undefined;
}

const editPromptRequestSchema: Schema<EditPromptRequest> = request<EditPromptRequest>({
	clientId: idSchema,
	promptId: idSchema,
	text: v.string(),
	mentions: v.optional(newMentionsSchema),
});

/** The new place of a queued prompt. */
export interface MovePromptRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The prompt. */
	readonly promptId: string;
	/** The waiting prompt to place it before; null for the end. */
	readonly before: string | null;
}

const movePromptRequestSchema: Schema<MovePromptRequest> = request<MovePromptRequest>({
	clientId: idSchema,
	promptId: idSchema,
	before: v.nullable(idSchema),
});

/** An answer to a permission request. */
export interface AnswerApprovalRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The id of the permission request: of an `ApprovalItem`. */
	readonly approvalId: string;
	/** One of the agent's own options, unchanged. */
	readonly optionId: string;
}

const answerApprovalRequestSchema: Schema<AnswerApprovalRequest> = request<AnswerApprovalRequest>({
	clientId: idSchema,
	approvalId: idSchema,
	optionId: agentIdSchema,
});

/** What a person does with a question of the agent. */
export interface AnswerQuestionRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The id of the question: of a `QuestionItem`. */
	readonly questionId: string;
	/** `accept` answers it or opens its page, `decline` refuses to, `cancel` dismisses it without a choice. */
	readonly action: QuestionAction;
	/** With `accept`, for a form: the values of its fields. At most `LIMITS.answerBytes` as JSON. */
	readonly answer?: QuestionAnswer | undefined;
}

const answerQuestionRequestSchema: Schema<AnswerQuestionRequest> = request<AnswerQuestionRequest>({
	clientId: idSchema,
	questionId: idSchema,
	action: v.picklist(QUESTION_ACTIONS),
	answer: v.optional(questionAnswerSchema),
});

const noteTextSchema: Schema<string> = v.pipe(
	v.string(),
	v.maxLength(LIMITS.noteCharacters),
	v.check((text) => text.trim() !== "", "a note has a text"),
);

/** A note to be stored. */
export interface AddNoteRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** Markdown: at most `LIMITS.noteCharacters`, and not only white space. */
	readonly text: string;
	/** Whom the text names, at most `LIMITS.noteMentions`. Those whose `@name` is not in the text are left out. */
	readonly mentions?: readonly Mention[] | undefined;
	/** What it is about. Default: nothing, it is a note to everybody. */
	readonly about?: NoteTarget | null | undefined;
	/** The note that it replies to. Then `about` does not count. */
	readonly threadId?: string | null | undefined;
}

const addNoteRequestSchema: Schema<AddNoteRequest> = request<AddNoteRequest>({
	clientId: idSchema,
	text: noteTextSchema,
	mentions: v.optional(newMentionsSchema),
	about: v.optional(
		v.nullable(
			request<NoteTarget>({
				itemId: idSchema,
				path: v.optional(pathSchema),
				line: v.optional(v.pipe(wholeNumberSchema, v.minValue(1))),
			}),
		),
	),
	threadId: v.optional(v.nullable(idSchema)),
});

/** The new text of a note. */
export interface EditNoteRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The note. */
	readonly noteId: string;
	/** The same rules as for a new note. */
	readonly text: string;
	/** Whom the new text names. */
	readonly mentions?: readonly Mention[] | undefined;
}

const editNoteRequestSchema: Schema<EditNoteRequest> = request<EditNoteRequest>({
	clientId: idSchema,
	noteId: idSchema,
	text: noteTextSchema,
	mentions: v.optional(newMentionsSchema),
});

/** Which note to delete. */
export interface DeleteNoteRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The note. */
	readonly noteId: string;
}

const deleteNoteRequestSchema: Schema<DeleteNoteRequest> = request<DeleteNoteRequest>({
	clientId: idSchema,
	noteId: idSchema,
});

/** An emoji to put on a note, or to take from it. */
export interface ReactToNoteRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The note. */
	readonly noteId: string;
	/** One emoji, at most `LIMITS.emojiCharacters`. */
	readonly emoji: string;
	/** Whether the person has it on the note from now on. */
	readonly on: boolean;
}

const EMOJI = /^(?=.*(?:\p{Extended_Pictographic}|\p{RI}|\u20e3))[\p{Emoji}\p{Emoji_Component}]+$/u;

/** Digits are among the characters of emoji, and none by themselves. */
function isEmoji(text: string): boolean {
	return EMOJI.test(text);
}

const reactToNoteRequestSchema: Schema<ReactToNoteRequest> = request<ReactToNoteRequest>({
	clientId: idSchema,
	noteId: idSchema,
	emoji: v.pipe(v.string(), v.maxLength(LIMITS.emojiCharacters), v.check(isEmoji, "not an emoji")),
	on: v.boolean(),
});

/** Whether a thread of notes is settled. */
export interface ResolveNoteRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The first note of the thread. */
	readonly noteId: string;
	/** False opens it again. */
	readonly resolved: boolean;
}

const resolveNoteRequestSchema: Schema<ResolveNoteRequest> = request<ResolveNoteRequest>({
	clientId: idSchema,
	noteId: idSchema,
	resolved: v.boolean(),
});

/** Who takes care of a permission request or a question. */
export interface ClaimRequestRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The id of the permission request or the question. */
	readonly requestId: string;
	/** Whom to hand it over to: somebody who has the workspace open. Default: the person themselves. */
	readonly userId?: string | undefined;
}

const claimRequestRequestSchema: Schema<ClaimRequestRequest> = request<ClaimRequestRequest>({
	clientId: idSchema,
	requestId: idSchema,
	userId: v.optional(userIdSchema),
});

/** What nobody takes care of any more. */
export interface ReleaseRequestRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The id of the permission request or the question. */
	readonly requestId: string;
}

const releaseRequestRequestSchema: Schema<ReleaseRequestRequest> = request<ReleaseRequestRequest>({
	clientId: idSchema,
	requestId: idSchema,
});

/** The new value of a setting of the session. */
export interface SetConfigOptionRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The `id` of the setting. */
	readonly configId: string;
	/** One of its choices. */
	readonly value: string;
}

const setConfigOptionRequestSchema: Schema<SetConfigOptionRequest> = request<SetConfigOptionRequest>({
	clientId: idSchema,
	configId: agentIdSchema,
	value: agentIdSchema,
});

/** Restarts the session, once for each `clientId`. */
export interface RestartSessionRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
}

const restartSessionRequestSchema: Schema<RestartSessionRequest> = request<RestartSessionRequest>({
	clientId: idSchema,
});

/** The new title of the workspace. */
export interface RenameWorkspaceRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** At most `LIMITS.titleCharacters`, and not only white space. Null gives it the agent's title again. */
	readonly title: string | null;
}

const renameWorkspaceRequestSchema: Schema<RenameWorkspaceRequest> = request<RenameWorkspaceRequest>({
	clientId: idSchema,
	title: titleSchema,
});

/** Which agent is to work in the workspace. */
export interface ChangeAgentRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** One of the session's `agents`. */
	readonly agent: string;
}

const changeAgentRequestSchema: Schema<ChangeAgentRequest> = request<ChangeAgentRequest>({
	clientId: idSchema,
	agent: agentIdSchema,
});

/** How to log the agent in. */
export interface LogInRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The `id` of one of the session's login methods, of the type `agent`. */
	readonly methodId: string;
}

const logInRequestSchema: Schema<LogInRequest> = request<LogInRequest>({ clientId: idSchema, methodId: agentIdSchema });

/** Whom to disconnect. */
export interface DisconnectUserRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** Whose connections are to be closed. */
	readonly userId: string;
}

const disconnectUserRequestSchema: Schema<DisconnectUserRequest> = request<DisconnectUserRequest>({
	clientId: idSchema,
	userId: userIdSchema,
});

/** Which people to list. */
export interface ListPeopleRequest {
	/** A part of the name, in any case. Default: everybody. */
	readonly query?: string | undefined;
	/** 1 to `LIMITS.peoplePage`. Default 50. */
	readonly limit?: number | undefined;
	/** How many of them to leave out, for those after the first page. Default 0. */
	readonly offset?: number | undefined;
}

const listPeopleRequestSchema: Schema<ListPeopleRequest> = request<ListPeopleRequest>({
	query: v.optional(v.pipe(v.string(), v.maxLength(200))),
	limit: v.optional(limitSchema(LIMITS.peoplePage)),
	offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER))),
});

/** The new role of a person. */
export interface SetRoleRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** Whose role it is: somebody who was here. */
	readonly userId: string;
	/** What they may do from now on. */
	readonly role: Role;
}

const setRoleRequestSchema: Schema<SetRoleRequest> = request<SetRoleRequest>({
	clientId: idSchema,
	userId: userIdSchema,
	role: v.picklist(ROLES),
});

/** Whom to remove. */
export interface RemovePersonRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** Somebody who was here. */
	readonly userId: string;
}

const removePersonRequestSchema: Schema<RemovePersonRequest> = request<RemovePersonRequest>({
	clientId: idSchema,
	userId: userIdSchema,
});

/** A new invite. */
export interface CreateInviteRequest {
	/** Made by the client, and the id of the invite. A repeat under the same id replaces the token that nobody has seen. */
	readonly clientId: string;
	/** The role that it gives: not above the role of whoever makes it. */
	readonly role: InviteRole;
	/** After how many milliseconds it ends: 1 minute to `LIMITS.inviteMs`. Default `LIMITS.defaultInviteMs`. */
	readonly expiresInMs?: number | undefined;
	/** Whether it is for one person only. Default false. */
	readonly singleUse?: boolean | undefined;
}

const MIN_INVITE_MS = 60_000;

const createInviteRequestSchema: Schema<CreateInviteRequest> = request<CreateInviteRequest>({
	clientId: idSchema,
	role: v.picklist(INVITE_ROLES),
	expiresInMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(MIN_INVITE_MS), v.maxValue(LIMITS.inviteMs))),
	singleUse: v.optional(v.boolean()),
});

/** Which invite to revoke. */
export interface RevokeInviteRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The invite. */
	readonly inviteId: string;
}

const revokeInviteRequestSchema: Schema<RevokeInviteRequest> = request<RevokeInviteRequest>({
	clientId: idSchema,
	inviteId: idSchema,
});

/** Destroys the workspace. No response is kept for a repeat: it is deleted with the workspace. */
export interface DestroyWorkspaceRequest {
	/** Made by the client. */
	readonly clientId: string;
}

const destroyWorkspaceRequestSchema: Schema<DestroyWorkspaceRequest> = request<DestroyWorkspaceRequest>({
	clientId: idSchema,
});

/** A path from the workspace's folder. An absolute path is accepted too when it leads into that folder. */
export interface ListFilesRequest {
	/** "" for the workspace's folder itself. */
	readonly path: string;
}

const listFilesRequestSchema: Schema<ListFilesRequest> = request<ListFilesRequest>({ path: pathSchema });

/** Which page of which file to read. */
export interface ReadFileRequest {
	/** From the workspace's folder, or an absolute path inside it. */
	readonly path: string;
	/** Where the page begins, in bytes: the `nextOffset` of the page before. Default 0. */
	readonly offset?: number | undefined;
	/** Bytes, 1 to `LIMITS.filePageBytes`, which is the default. */
	readonly limit?: number | undefined;
}

const readFileRequestSchema: Schema<ReadFileRequest> = request<ReadFileRequest>({
	path: pathSchema,
	offset: v.optional(wholeNumberSchema),
	limit: v.optional(limitSchema(LIMITS.filePageBytes)),
});

/** What to find files by. */
export interface FindFilesRequest {
	/** Letters of a path; "" finds the files nearest to the workspace's folder. */
	readonly query: string;
	/** 1 to `LIMITS.foundFiles`. Default 20. */
	readonly limit?: number | undefined;
}

const findFilesRequestSchema: Schema<FindFilesRequest> = request<FindFilesRequest>({
	query: v.pipe(v.string(), v.maxLength(LIMITS.pathCharacters)),
	limit: v.optional(limitSchema(LIMITS.foundFiles)),
});

/** Which part of which process's output to read. */
export interface ReadProcessRequest {
	/** The `id` of the process. */
	readonly processId: string;
	/** The `after` of the previous response. Without it the response has the end of the output. */
	readonly after?: number | undefined;
}

const readProcessRequestSchema: Schema<ReadProcessRequest> = request<ReadProcessRequest>({
	processId: agentIdSchema,
	after: v.optional(wholeNumberSchema),
});

/** How far this person has read. */
export interface MarkReadRequest {
	/** The `order` of the last item that they have read. One that no item has yet counts as the newest. */
	readonly order: number;
}

const markReadRequestSchema: Schema<MarkReadRequest> = request<MarkReadRequest>({ order: wholeNumberSchema });

/** Since when to summarize: a `ReadMark`. */
export interface GetUnreadSummaryRequest {
	/** The `order` of the last item that the person has read. */
	readonly order: number;
	/** When they were last there, in milliseconds since 1970. */
	readonly at: number;
}

const getUnreadSummaryRequestSchema: Schema<GetUnreadSummaryRequest> = request<GetUnreadSummaryRequest>({
	order: wholeNumberSchema,
	at: wholeNumberSchema,
});

/** An action of the workspace actor: who may call it, with what, and the response. */
export interface ActionDefinition<Request extends object | undefined, Response extends object> {
	/** The least role that may call it, unless the workspace's `access` option says otherwise. */
	readonly role: Role;
	/** Checks what a client sends. */
	readonly request: Schema<Request>;
	/** Checks what the workspace responds. */
	readonly response: Schema<Response>;
}

function defineAction<Request extends object | undefined, Response extends object>(
	definition: ActionDefinition<Request, Response>,
): ActionDefinition<Request, Response> {
	return definition;
}

/**
 * Every action a client can call on the workspace actor. Each is one Rivet action with at most one argument, and each may
 * throw a `UserError` whose code is a `WorkspaceErrorCode`. The default roles: viewers read, commenters write notes
 * and suggest prompts, editors steer the agent, approvers let it act, owners manage the workspace.
 *
 * The JSDoc of an entry also describes the action in `docs/protocol.md`.
 */
export const ACTIONS = {
	/** The state of the workspace: first load, gap, reconnect and wake, all in one. */
	sync: defineAction({ role: "viewer", request: syncRequestSchema, response: RESPONSES.sync }),
	/** An older page of the timeline. */
	getHistory: defineAction({ role: "viewer", request: getHistoryRequestSchema, response: RESPONSES.getHistory }),
	/** One item whose long parts were truncated, as complete as it is stored. */
	getItem: defineAction({ role: "viewer", request: getItemRequestSchema, response: RESPONSES.getItem }),
	/**
	 * A page of an image, an audio or another binary content of the agent, which its item only refers to, or of a file that
	 * a prompt has sent.
	 */
	readContent: defineAction({ role: "viewer", request: readContentRequestSchema, response: RESPONSES.readContent }),
	/**
	 * Remembers how far this person has read, for all their devices. It never goes back, and a repeat changes nothing. The
	 * person's other connections receive `workspace.read`.
	 */
	markRead: defineAction({ role: "viewer", request: markReadRequestSchema, response: RESPONSES.markRead }),
	/** What has happened since this person was last there: turns, changed files, permission requests, failures. */
	getUnreadSummary: defineAction({
		role: "viewer",
		request: getUnreadSummaryRequestSchema,
		response: RESPONSES.getUnreadSummary,
	}),
	/**
	 * Says where the person at the other end of the connection is and what they do, to everybody. It is not stored, and
	 * counts towards a rate of its own. While others are there, a page repeats it every 4 s, and is gone after 9 s without
	 * it. Without a connection it says nothing and only reads.
	 */
	updatePresence: defineAction({
		role: "viewer",
		request: updatePresenceRequestSchema,
		response: RESPONSES.updatePresence,
	}),
	/**
	 * Stores a prompt. Responds once it is stored, not when its turn has ended. While somebody else has the wheel it is a
	 * suggestion, whatever `whenBusy` says: the response says so.
	 */
	prompt: defineAction({ role: "editor", request: promptRequestSchema, response: RESPONSES.prompt }),
	/** Stores a prompt that waits until somebody who may prompt sends it. Who may prompt may suggest, too. */
	suggestPrompt: defineAction({
		role: "commenter",
		request: suggestPromptRequestSchema,
		response: RESPONSES.suggestPrompt,
	}),
	/**
	 * Sends a suggestion: it joins the end of the queue, and counts as a prompt of whoever sends it. Fails with
	 * `wheel_held` while somebody else has the wheel, and with `suggestion_closed` once it was sent, declined or taken back,
	 * and with `suggestion_changed` when its text is another one than the one with this `revision`.
	 * Like the actions for the wheel it needs the role of `prompt`, unless the workspace's `access` option says otherwise.
	 */
	sendSuggestion: defineAction({
		role: "editor",
		request: sendSuggestionRequestSchema,
		response: RESPONSES.sendSuggestion,
	}),
	/** Declines a suggestion. Fails as `sendSuggestion` does. Its author takes it back with `withdrawPrompt`. */
	declineSuggestion: defineAction({
		role: "editor",
		request: declineSuggestionRequestSchema,
		response: RESPONSES.declineSuggestion,
	}),
	/**
	 * Takes the wheel for a time, or keeps it for longer: until then what others prompt is a suggestion, and they change
	 * neither what waits nor a setting. It ends by itself, and 30 s after its holder has closed all pages. Fails with
	 * `wheel_held` while somebody else has it, except for owners.
	 */
	takeWheel: defineAction({ role: "editor", request: takeWheelRequestSchema, response: RESPONSES.takeWheel }),
	/** Gives the wheel back: people their own, owners any. `released` is false when nobody has it. */
	releaseWheel: defineAction({ role: "editor", request: releaseWheelRequestSchema, response: RESPONSES.releaseWheel }),
	/** Asks whoever has the wheel for it, for everybody to see. `asked` is false when nobody else has it. */
	askForWheel: defineAction({ role: "editor", request: askForWheelRequestSchema, response: RESPONSES.askForWheel }),
	/** Gives the wheel to somebody else for the rest of its time: people their own, owners any. */
	handOverWheel: defineAction({
		role: "editor",
		request: handOverWheelRequestSchema,
		response: RESPONSES.handOverWheel,
	}),
	/** Stores a chunk of a file that a prompt will send. */
	uploadAttachment: defineAction({
		role: "editor",
		request: uploadAttachmentRequestSchema,
		response: RESPONSES.uploadAttachment,
	}),
	/** Stops the turn. Stopping twice is harmless. */
	stop: defineAction({
		role: "editor",
		request: stopRequestSchema,
		response: RESPONSES.stop,
	}),
	/**
	 * Withdraws a queued prompt or a suggestion: people their own, owners any. A suggestion that was sent belongs to whoever
	 * has sent it.
	 */
	withdrawPrompt: defineAction({
		role: "commenter",
		request: withdrawPromptRequestSchema,
		response: RESPONSES.withdrawPrompt,
	}),
	/**
	 * Changes the text of a queued prompt: people edit their own, owners any. Fails with `prompt_closed` once it no longer
	 * waits, and with `wheel_held` while somebody else has the wheel. A suggestion is edited by its author, and by whoever may
	 * send it; another prompt needs the role of `prompt`.
	 */
	editPrompt: defineAction({
		role: "commenter",
		request: editPromptRequestSchema,
		response: RESPONSES.editPrompt,
	}),
	/**
	 * Moves a queued prompt: people move their own, before those of others too, and owners any. `moved` is false when it,
	 * or the one it was to be placed before, no longer waits, and for a suggestion. Fails with `wheel_held` while somebody
	 * else has the wheel.
	 */
	movePrompt: defineAction({
		role: "editor",
		request: movePromptRequestSchema,
		response: RESPONSES.movePrompt,
	}),
	/** Answers a permission request. The first answer wins; later ones fail with `already_answered`. */
	answerApproval: defineAction({
		role: "approver",
		request: answerApprovalRequestSchema,
		response: RESPONSES.answerApproval,
	}),
	/**
	 * Answers, declines or dismisses a question of the agent. The first one wins; later ones fail with `already_answered`.
	 * An answer that the form does not take fails with `answer_invalid`. Unless the workspace's `access` option says
	 * otherwise, it needs the role of `answerApproval`: some agents ask for permissions by a form.
	 */
	answerQuestion: defineAction({
		role: "approver",
		request: answerQuestionRequestSchema,
		response: RESPONSES.answerQuestion,
	}),
	/** Stores a note for the people of the workspace, on the timeline or on one of its items. The agent never gets it. */
	addNote: defineAction({ role: "commenter", request: addNoteRequestSchema, response: RESPONSES.addNote }),
	/** Changes the text of a note: people edit their own. */
	editNote: defineAction({ role: "commenter", request: editNoteRequestSchema, response: RESPONSES.editNote }),
	/**
	 * Deletes the text of a note: people delete their own, owners any. Its place in the thread stays. `deleted` is false when
	 * it was deleted before.
	 */
	deleteNote: defineAction({ role: "commenter", request: deleteNoteRequestSchema, response: RESPONSES.deleteNote }),
	/** Puts an emoji on a note, or takes the person's own from it. */
	reactToNote: defineAction({
		role: "commenter",
		request: reactToNoteRequestSchema,
		response: RESPONSES.reactToNote,
	}),
	/** Settles a thread of notes, or opens it again. */
	resolveNote: defineAction({
		role: "commenter",
		request: resolveNoteRequestSchema,
		response: RESPONSES.resolveNote,
	}),
	/**
	 * Says that this person takes care of a permission request or a question, or hands it over to somebody else who may
	 * answer. The last one who says so counts, and it keeps nobody from answering. Needs the role that answers it.
	 */
	claimRequest: defineAction({
		role: "approver",
		request: claimRequestRequestSchema,
		response: RESPONSES.claimRequest,
	}),
	/** Says that nobody takes care of it any more. People release their own, owners any. */
	releaseRequest: defineAction({
		role: "approver",
		request: releaseRequestRequestSchema,
		response: RESPONSES.releaseRequest,
	}),
	/**
	 * Changes a setting of the session: its mode, its model, or another one the agent offers. One that has a `role` needs
	 * that role. Fails with `wheel_held` while somebody else has the wheel.
	 */
	setConfigOption: defineAction({
		role: "editor",
		request: setConfigOptionRequestSchema,
		response: RESPONSES.setConfigOption,
	}),
	/**
	 * Gives the workspace a title, which stays until a person changes it: the agent’s own no longer shows. With null the
	 * agent’s shows again.
	 */
	renameWorkspace: defineAction({
		role: "editor",
		request: renameWorkspaceRequestSchema,
		response: RESPONSES.renameWorkspace,
	}),
	/** Tries at once to restore a failed session. */
	restartSession: defineAction({
		role: "editor",
		request: restartSessionRequestSchema,
		response: RESPONSES.restartSession,
	}),
	/**
	 * Changes the agent to another one that the host offers. It begins with the end of the history. Fails with
	 * `turn_running` during a turn, and with `wheel_held` while somebody else has the wheel.
	 */
	changeAgent: defineAction({
		role: "owner",
		request: changeAgentRequestSchema,
		response: RESPONSES.changeAgent,
	}),
	/**
	 * Has the agent log in, and then opens the session. Responds at once: the session says how it went. `loggingIn` is
	 * false when the session is open.
	 */
	logIn: defineAction({ role: "owner", request: logInRequestSchema, response: RESPONSES.logIn }),
	/**
	 * Closes the connections of a person. Their browser asks at once to be let in again: it is `authenticate` that keeps
	 * them out, or lets them in with another role. What they have queued waits for that.
	 */
	disconnectUser: defineAction({
		role: "owner",
		request: disconnectUserRequestSchema,
		response: RESPONSES.disconnectUser,
	}),
	/**
	 * The people who were ever here, as far as the workspace remembers them: those who were here last first. Not for viewers:
	 * anybody may have a read-only link.
	 */
	listPeople: defineAction({ role: "commenter", request: listPeopleRequestSchema, response: RESPONSES.listPeople }),
	/**
	 * Changes the role of somebody who was here, whether they are connected or not: it goes before what `authenticate` says.
	 * Like all actions for members and invites it needs the option `roles: "workspace"`, and fails with `forbidden` without
	 * it, for one's own role, and for a role above one's own.
	 */
	setRole: defineAction({ role: "owner", request: setRoleRequestSchema, response: RESPONSES.setRole }),
	/**
	 * Removes a person: their connections are closed, what they have queued is withdrawn, their open invites are revoked, and
	 * they are not let in again before an owner gives them a role, or they come with a newer invite.
	 */
	removePerson: defineAction({ role: "owner", request: removePersonRequestSchema, response: RESPONSES.removePerson }),
	/**
	 * Makes an invite. The response is the only one that has its token, which a page sends as `workspaceInvite` of its
	 * connection params.
	 */
	createInvite: defineAction({ role: "owner", request: createInviteRequestSchema, response: RESPONSES.createInvite }),
	/** The invites, the newest first, without their tokens: all that are open, and those that have ended lately. */
	listInvites: defineAction({ role: "owner", request: v.undefined(), response: RESPONSES.listInvites }),
	/** Ends an invite. Whoever has come by it keeps their role. `revoked` is false when it had ended already. */
	revokeInvite: defineAction({ role: "owner", request: revokeInviteRequestSchema, response: RESPONSES.revokeInvite }),
	/**
	 * Destroys the workspace: its sandbox, its history and everything that is stored of it. All connections receive
	 * `workspace.destroyed`. Its id is free again: whoever opens it gets a new, empty workspace, unless `authenticate`
	 * refuses them.
	 */
	destroyWorkspace: defineAction({
		role: "owner",
		request: destroyWorkspaceRequestSchema,
		response: RESPONSES.destroyWorkspace,
	}),
	/** The state of the agent's session. */
	getSessionInfo: defineAction({ role: "viewer", request: v.undefined(), response: RESPONSES.getSessionInfo }),
	/** What an operator needs to judge the workspace. */
	getDiagnostics: defineAction({ role: "owner", request: v.undefined(), response: RESPONSES.getDiagnostics }),
	/** Who has done what, and what was refused, the newest first. No action changes or removes an entry. */
	getAuditLog: defineAction({ role: "owner", request: getAuditLogRequestSchema, response: RESPONSES.getAuditLog }),
	/**
	 * The entries of a folder of the sandbox. Like all actions below it needs the sandbox, and fails with
	 * `session_not_ready` or `sandbox_unreachable` without it.
	 */
	listFiles: defineAction({ role: "viewer", request: listFilesRequestSchema, response: RESPONSES.listFiles }),
	/** A page of a text file, or what is known of a file that is none. */
	readFile: defineAction({ role: "viewer", request: readFileRequestSchema, response: RESPONSES.readFile }),
	/** Paths of files that match a query, the best match first. */
	findFiles: defineAction({
		role: "viewer",
		request: findFilesRequestSchema,
		response: RESPONSES.findFiles,
	}),
	/** The processes of the sandbox, the newest first. */
	listProcesses: defineAction({
		role: "viewer",
		request: v.undefined(),
		response: RESPONSES.listProcesses,
	}),
	/** What a process has printed: called repeatedly, it follows the process. */
	readProcess: defineAction({ role: "viewer", request: readProcessRequestSchema, response: RESPONSES.readProcess }),
} as const;
