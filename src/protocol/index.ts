export {
	ACTION_NAMES,
	type ActionArguments,
	type ActionName,
	type ActionRequest,
	type ActionResponse,
	DEFAULT_ROLE_TABLE,
	type FileRoles,
	type OversightRoles,
	type RoleTable,
	type WorkspaceActions,
} from "./actions.ts";
export type { ApprovalRequirements, ApprovalState, ApprovalVote, PermissionOption } from "./approval.ts";
export {
	AUDIT_ACTORS,
	AUDIT_OUTCOMES,
	type AuditActor,
	type AuditDetails,
	type AuditEntry,
	type AuditFilter,
	type AuditOutcome,
	type AuditPage,
	type GetAuditLogRequest,
} from "./audit.ts";
export type { BackgroundTask, BackgroundWork } from "./background.ts";
export type { Claim } from "./claim.ts";
export type { Diagnostics, ErrorRecord, WorkspaceCounters } from "./diagnostics.ts";
export {
	DIRECTORY_FILTERS,
	type DirectoryEvents,
	type DirectoryFilter,
	type DirectoryPage,
	type DirectoryPatch,
	type DirectoryPatchBatch,
	type DirectoryPosition,
	type DirectoryQuery,
	type DirectorySelf,
	type SyncDirectoryResponse,
	WORKSPACE_ACTIVITIES,
	type WorkspaceActivity,
	type WorkspaceEntry,
} from "./directory.ts";
// With `*`, a new action of the directory needs no line here.
export * from "./directoryRequests.ts";
export { ERROR_CODES, type WorkspaceErrorCode, type WorkspaceErrorInfo } from "./errors.ts";
export {
	type ChatUserEvent,
	EVENTS,
	type Head,
	type ItemClosing,
	type Patch,
	type PatchBatch,
	type WorkspaceDestroyedEvent,
	type WorkspaceEvents,
} from "./events.ts";
// A declaration of a host can only extend what comes through `export *`.
export * from "./hostMetadata.ts";
export { INTERVALS, LIMITS, PROTOCOL_VERSION } from "./limits.ts";
export type { Mention, NoteReaction, NoteResolution, NoteTarget, QuotedNote } from "./note.ts";
export { isAtLeastRole, type Participant, type Person, ROLES, type Role, type Self } from "./participant.ts";
export {
	type CreatedInvite,
	INVITE_ROLES,
	INVITE_STATES,
	type Invite,
	type InviteRole,
	type InviteState,
	type KnownPerson,
	type PeoplePage,
} from "./people.ts";
export type { PlanEntry } from "./plan.ts";
export {
	PRESENCE_STATUSES,
	type PresenceChange,
	type PresenceEntry,
	type PresenceSnapshot,
	type PresenceStatus,
	type PresenceUpdate,
	TYPING_KINDS,
	type TypingKind,
	type UpdatePresenceRequest,
	type UpdatePresenceResponse,
} from "./presence.ts";
export {
	type Attachment,
	type Preemption,
	type PromptState,
	type PromptSuspension,
	type PromptWithdrawal,
	type SuggestedPrompt,
	WITHDRAWAL_REASONS,
	type WithdrawalReason,
} from "./prompt.ts";
export {
	type AnswerValue,
	QUESTION_ACTIONS,
	type QuestionAction,
	type QuestionAnswer,
	type QuestionField,
	type QuestionOption,
	type QuestionRequest,
	type QuestionState,
} from "./question.ts";
// With `*`, a new action needs no line here.
export * from "./requests.ts";
export type {
	AnswerApprovalResponse,
	AnswerQuestionResponse,
	ContentPage,
	HistoryPage,
	PromptResponse,
	SessionInfo,
	SyncResponse,
	UploadAttachmentResponse,
} from "./responses.ts";
export type {
	FileContent,
	FileMetadata,
	FolderEntry,
	FolderListing,
	ProcessOutput,
	SandboxProcess,
	TextFilePage,
} from "./sandbox.ts";
export { parseMessage, type Schema } from "./schema.ts";
export type {
	ConfigChoice,
	ConfigOption,
	Login,
	LoginMethod,
	Session,
	SessionStatus,
	SlashCommand,
	Tokens,
	Usage,
} from "./session.ts";
// With `*`, a new kind of item needs no line here.
export * from "./timelineItem.ts";
export {
	type ContentBlock,
	type StoredContent,
	TOOL_CALL_STATUSES,
	TOOL_KINDS,
	type ToolCall,
	type ToolCallContent,
	type ToolCallLocation,
	type ToolCallStatus,
	type ToolKind,
} from "./toolCall.ts";
export { TRANSCRIPT_VERSION, type Transcript } from "./transcript.ts";
export type { ChangedFile, Turn, TurnResult, WhenBusy } from "./turn.ts";
export type { ReadMark, UnreadSummary } from "./unread.ts";
export { WHEEL_CHANGES, type Wheel, type WheelAsker, type WheelChange } from "./wheel.ts";
export type { PendingRequest, PersonCount, ReportedGrant, WorkspaceReport } from "./workspaceReport.ts";
