export { ApprovalCard, type ApprovalCardProps } from "./components/approvals/ApprovalCard.tsx";
export { ApprovalDock } from "./components/approvals/ApprovalDock.tsx";
export { Composer } from "./components/composer/Composer.tsx";
export { StopButton, type StopButtonProps } from "./components/composer/StopButton.tsx";
export type { DiffLayout } from "./components/diff/DiffHeader.tsx";
export { DiffView, type DiffViewProps } from "./components/diff/DiffView.tsx";
export { ApprovalEntry } from "./components/items/approval/ApprovalEntry.tsx";
export { Message } from "./components/items/message/Message.tsx";
export { Notice } from "./components/items/notice/Notice.tsx";
export { PlanCard } from "./components/items/plan/PlanCard.tsx";
export {
	PromptBubble,
	type PromptBubbleProps,
	PromptEntry,
} from "./components/items/prompt/PromptBubble.tsx";
export { TimelineItemView, type TimelineItemViewProps } from "./components/items/TimelineItemView.tsx";
export { Thought } from "./components/items/thought/Thought.tsx";
export { ToolCallCard } from "./components/items/tool-call/ToolCallCard.tsx";
export { UnknownUpdate } from "./components/items/unknown/UnknownUpdate.tsx";
export { Markdown, type MarkdownProps } from "./components/markdown/Markdown.tsx";
export type {
	CodeComponents,
	MarkdownCodeProps,
	MarkdownMathProps,
	RenderCode,
} from "./components/markdown/MarkdownProvider.tsx";
export { MarkdownProvider, type MarkdownProviderProps } from "./components/markdown/MarkdownProvider.tsx";
export { FilePanel, type FilePanelProps } from "./components/panel/FilePanel.tsx";
export { TerminalPanel, type TerminalPanelProps } from "./components/panel/TerminalPanel.tsx";
export { Avatar, type AvatarProps } from "./components/primitives/Avatar.tsx";
export { ErrorMessage, type ErrorMessageProps } from "./components/primitives/ErrorMessage.tsx";
export type { FileLocation } from "./components/primitives/SidePanelContext.ts";
export { defaultUrlPolicy, type UrlPolicy } from "./components/primitives/urlPolicy.ts";
export { QueueDock } from "./components/queue/QueueDock.tsx";
export { createItemFinder, findItems } from "./components/search/findItems.ts";
export { ConnectionBanner } from "./components/session/ConnectionBanner.tsx";
export { Participants, type ParticipantsProps } from "./components/session/Participants.tsx";
export {
	SessionBar,
	UsageMeter,
	type UsageMeterProps,
} from "./components/session/SessionBar.tsx";
export { SessionNotice } from "./components/session/SessionNotice.tsx";
export { SessionSettings, type SessionSettingsProps } from "./components/session/SessionSettings.tsx";
export {
	ComponentsProvider,
	type ComponentsProviderProps,
	useComponents,
} from "./components/slots/ComponentsProvider.tsx";
export type {
	ApprovalDockProps,
	ApprovalEntryProps,
	ComposerProps,
	ConnectionBannerProps,
	MessageProps,
	NoticeProps,
	PlanCardProps,
	PromptEntryProps,
	QueueDockProps,
	SessionBarProps,
	SessionNoticeProps,
	ThoughtProps,
	TimelineProps,
	ToolCallCardProps,
	TurnEndProps,
	TurnStatusProps,
	UnknownUpdateProps,
} from "./components/slots/partProps.ts";
export type { WorkspaceComponents } from "./components/slots/WorkspaceComponents.ts";
export { TerminalOutput, type TerminalOutputProps } from "./components/terminal-output/TerminalOutput.tsx";
export { Timeline } from "./components/timeline/Timeline.tsx";
export { TurnEnd } from "./components/turn/TurnEnd.tsx";
export { TurnStatus } from "./components/turn/TurnStatus.tsx";
export { WorkspaceChat, type WorkspaceChatProps } from "./components/WorkspaceChat.tsx";
export type {
	ConnectionStatus,
	ConnectWorkspace,
	DraftAttachment,
	FollowedProcess,
	HistoryStatus,
	KeyValueStorage,
	PendingPrompt,
	PromptOptions,
	WorkspaceState,
	WorkspaceStore,
} from "./core/index.ts";
export { isOutsideFolder, relativePath, WorkspaceError } from "./core/index.ts";
export * from "./protocol/index.ts";
export { useElapsed, useTurnTimerStart } from "./react/clock.ts";
export type { Completion, CompletionListState, ControlledField } from "./react/composer/useCompletions.ts";
export { type CompletionsState, useCompletions } from "./react/composer/useCompletions.ts";
export {
	type AttachmentsState,
	type ComposerState,
	useAttachments,
	useComposer,
} from "./react/composer/useComposer.ts";
export { usePromptHistory } from "./react/composer/usePromptHistory.ts";
export { english } from "./react/labels/english.ts";
export { german } from "./react/labels/german.ts";
export type { ErrorText, Labels, TurnWarning } from "./react/labels/Labels.ts";
export { LabelsProvider, type LabelsProviderProps, useLabels } from "./react/labels/LabelsProvider.tsx";
export type { SandboxQuery } from "./react/sandbox.ts";
export { type FileState, useFile, useFiles, useProcess, useProcesses } from "./react/sandbox.ts";
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
export type { WorkspaceSource } from "./react/store.tsx";
export {
	useWorkspaceSelector,
	useWorkspaceStore,
	Workspace,
	type WorkspaceProps,
	WorkspaceProvider,
	type WorkspaceProviderProps,
} from "./react/store.tsx";
export { type ActionState, useAction } from "./react/useAction.ts";
export { type Activity, useActivity } from "./react/useActivity.ts";
export { type AnswerApprovalState, useAnswerApproval } from "./react/useAnswerApproval.ts";
export { type EditPromptState, useEditPrompt } from "./react/useEditPrompt.ts";
export { type MovePromptState, useMovePrompt } from "./react/useMovePrompt.ts";
export type { ItemFinder } from "./react/useSearch.ts";
export { type SearchOptions, type SearchState, useSearch } from "./react/useSearch.ts";
export { useWorkspace, type WorkspaceValue } from "./react/useWorkspace.ts";
export { type ConnectRivetOptions, connectRivet } from "./rivet/index.ts";
