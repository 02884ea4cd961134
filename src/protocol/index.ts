export {
	ACTION_NAMES,
	ACTIONS,
	type ActionArguments,
	type ActionDefinition,
	type ActionName,
	type ActionRequest,
	type ActionResponse,
	DEFAULT_ROLE_TABLE,
	type RoleTable,
	type WorkspaceActions,
} from "./actions.ts";
export type { ApprovalRequirements, ApprovalState, ApprovalVote, PermissionOption } from "./approval.ts";
export type { Diagnostics, ErrorRecord, WorkspaceCounters } from "./diagnostics.ts";
export { ERROR_CODES, type WorkspaceErrorCode, type WorkspaceErrorInfo } from "./errors.ts";
export {
	type ChatUserEvent,
	EVENTS,
	type Head,
	type Patch,
	type PatchBatch,
	type WorkspaceDestroyedEvent,
	type WorkspaceEvents,
} from "./events.ts";
// A declaration of a host can only extend what comes through `export *`.
export * from "./hostMetadata.ts";
export { INTERVALS, LIMITS, PROTOCOL_VERSION } from "./limits.ts";
export { isAtLeastRole, type Participant, type Person, ROLES, type Role, type Self } from "./participant.ts";
export type {
	EditPromptRequest,
	MovePromptRequest,
	PromptRequest,
	PromptResponse,
	StopRequest,
	UploadAttachmentRequest,
	UploadAttachmentResponse,
	WhenBusy,
	WithdrawPromptRequest,
} from "./promptMessages.ts";
export type {
	FileContent,
	FileMetadata,
	FindFilesRequest,
	FolderEntry,
	FolderListing,
	ListFilesRequest,
	ProcessOutput,
	ReadFileRequest,
	ReadProcessRequest,
	SandboxProcess,
	TextFilePage,
} from "./sandbox.ts";
export { parseMessage, type Schema } from "./schema.ts";
export type { ConfigChoice, ConfigOption, Session, SessionStatus, SlashCommand, Usage } from "./session.ts";
export type {
	AnswerApprovalRequest,
	AnswerApprovalResponse,
	DestroyWorkspaceRequest,
	DisconnectUserRequest,
	RestartSessionRequest,
	SessionInfo,
	SetConfigOptionRequest,
} from "./sessionMessages.ts";
export {
	type ApprovalItem,
	type Attachment,
	ITEM_SCHEMAS,
	type MessageItem,
	type NoticeCode,
	type NoticeItem,
	type PlanEntry,
	type PlanItem,
	type Preemption,
	type PromptItem,
	type PromptState,
	type ThoughtItem,
	type TimelineItem,
	type TimelineItemKind,
	type ToolCallItem,
	type UnknownItem,
} from "./timelineItem.ts";
export type {
	GetHistoryRequest,
	GetItemRequest,
	HistoryPage,
	SyncRequest,
	SyncResponse,
} from "./timelineMessages.ts";
export {
	type ContentBlock,
	TOOL_CALL_STATUSES,
	TOOL_KINDS,
	type ToolCall,
	type ToolCallContent,
	type ToolCallLocation,
	type ToolCallStatus,
	type ToolKind,
} from "./toolCall.ts";
export type { ChangedFile, Turn, TurnResult } from "./turn.ts";
