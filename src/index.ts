export { ApprovalCard } from "./components/approvals/ApprovalCard.tsx";
export { ApprovalDock } from "./components/approvals/ApprovalDock.tsx";
export { Composer } from "./components/composer/Composer.tsx";
export { StopButton } from "./components/composer/StopButton.tsx";
export { ApprovalEntry } from "./components/items/approval/ApprovalEntry.tsx";
export { Message } from "./components/items/message/Message.tsx";
export { Notice } from "./components/items/notice/Notice.tsx";
export { PlanCard } from "./components/items/plan/PlanCard.tsx";
export { PromptBubble, PromptEntry } from "./components/items/prompt/PromptBubble.tsx";
export { TimelineItemView } from "./components/items/TimelineItemView.tsx";
export { Thought } from "./components/items/thought/Thought.tsx";
export { ToolCallCard } from "./components/items/tool-call/ToolCallCard.tsx";
export { UnknownUpdate } from "./components/items/unknown/UnknownUpdate.tsx";
export {
	type CodeComponents,
	type MarkdownCodeProps,
	type MarkdownMathProps,
	MarkdownProvider,
	type MarkdownProviderProps,
	type RenderCode,
} from "./components/markdown/MarkdownProvider.tsx";
export { Avatar } from "./components/primitives/Avatar.tsx";
export { ErrorMessage } from "./components/primitives/ErrorMessage.tsx";
export { defaultUrlPolicy, type UrlPolicy } from "./components/primitives/urlPolicy.ts";
export { QueueDock } from "./components/queue/QueueDock.tsx";
export { ConnectionBanner } from "./components/session/ConnectionBanner.tsx";
export { Participants } from "./components/session/Participants.tsx";
export { SessionBar, UsageMeter } from "./components/session/SessionBar.tsx";
export { SessionNotice } from "./components/session/SessionNotice.tsx";
export { SessionSettings } from "./components/session/SessionSettings.tsx";
export { ComponentsProvider, useComponents } from "./components/slots/ComponentsProvider.tsx";
export type {
	ApprovalEntryProps,
	ComposerProps,
	MessageProps,
	NoticeProps,
	PlanCardProps,
	PromptEntryProps,
	ThoughtProps,
	ToolCallCardProps,
	TurnEndProps,
	UnknownUpdateProps,
} from "./components/slots/partProps.ts";
export type { WorkspaceComponents } from "./components/slots/WorkspaceComponents.ts";
export { Timeline } from "./components/timeline/Timeline.tsx";
export { TurnEnd } from "./components/turn/TurnEnd.tsx";
export { TurnStatus } from "./components/turn/TurnStatus.tsx";
export { WorkspaceChat, type WorkspaceChatProps } from "./components/WorkspaceChat.tsx";
export {
	type ConnectionStatus,
	type ConnectWorkspace,
	type DraftAttachment,
	isOutsideFolder,
	type PendingPrompt,
	type PromptOptions,
	relativePath,
	WorkspaceError,
	type WorkspaceState,
	type WorkspaceStore,
} from "./core/index.ts";
export type {
	ApprovalItem,
	Attachment,
	MessageItem,
	NoticeItem,
	Participant,
	PermissionOption,
	Person,
	PlanItem,
	PromptItem,
	Role,
	Self,
	Session,
	SessionStatus,
	SlashCommand,
	ThoughtItem,
	TimelineItem,
	TimelineItemKind,
	ToolCallItem,
	ToolKind,
	Turn,
	TurnResult,
	UnknownItem,
	WhenBusy,
	WorkspaceErrorCode,
	WorkspaceErrorInfo,
} from "./protocol/index.ts";
export { useElapsed, useTurnTimerStart } from "./react/clock.ts";
export { type Completion, type ControlledField, useCompletions } from "./react/composer/useCompletions.ts";
export { type ComposerState, useAttachments, useComposer } from "./react/composer/useComposer.ts";
export { usePromptHistory } from "./react/composer/usePromptHistory.ts";
export { english } from "./react/labels/english.ts";
export type { ErrorText, Labels } from "./react/labels/Labels.ts";
export { LabelsProvider, useLabels } from "./react/labels/LabelsProvider.tsx";
export {
	useApprovals,
	useConnectionStatus,
	useOutbox,
	useParticipants,
	useQueue,
	useSelf,
	useSession,
	useTimeline,
	useTimelineItem,
	useTurn,
	useWorkingDirectory,
} from "./react/state.ts";
export {
	useWorkspaceSelector,
	useWorkspaceStore,
	Workspace,
	type WorkspaceProps,
	WorkspaceProvider,
	type WorkspaceProviderProps,
	type WorkspaceSource,
} from "./react/store.tsx";
export { type ActionState, useAction } from "./react/useAction.ts";
export { type Activity, useActivity } from "./react/useActivity.ts";
export { useAnswerApproval } from "./react/useAnswerApproval.ts";
export { useEditPrompt } from "./react/useEditPrompt.ts";
export { useMovePrompt } from "./react/useMovePrompt.ts";
export { useWorkspace, type WorkspaceValue } from "./react/useWorkspace.ts";
