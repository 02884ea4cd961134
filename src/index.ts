export { ApprovalCard, type ApprovalCardProps } from "./components/approval/ApprovalCard.tsx";
export { ApprovalDock, type ApprovalDockProps } from "./components/approval/ApprovalDock.tsx";
export { ApprovalEntry, type ApprovalEntryProps } from "./components/approval/ApprovalEntry.tsx";
export { Avatar, type AvatarProps } from "./components/avatar/Avatar.tsx";
export { TerminalOutput, type TerminalOutputProps } from "./components/command-output/CommandOutput.tsx";
export { Composer, type ComposerProps } from "./components/composer/Composer.tsx";
export { StopButton, type StopButtonProps } from "./components/composer/StopButton.tsx";
export { ConnectionBanner, type ConnectionBannerProps } from "./components/connection/ConnectionBanner.tsx";
export { DiffView, type DiffViewProps } from "./components/diff/DiffView.tsx";
export type { DiffLayout } from "./components/diff/useDiffLayout.ts";
export { ErrorMessage, type ErrorMessageProps } from "./components/fault/FaultMessage.tsx";
export { Markdown, type MarkdownProps } from "./components/markdown/Markdown.tsx";
export type {
	CodeComponents,
	MarkdownCodeProps,
	MarkdownMathProps,
	RenderCode,
} from "./components/markdown/MarkdownContext.ts";
export { MarkdownProvider, type MarkdownProviderProps } from "./components/markdown/MarkdownProvider.tsx";
export { defaultUrlPolicy, type UrlPolicy } from "./components/markdown/urlPolicy.ts";
export { Message, type MessageProps } from "./components/message/Message.tsx";
export { Notice, type NoticeProps } from "./components/notice/Notice.tsx";
export { FilePanel, type FilePanelProps } from "./components/panel/FilePanel.tsx";
export type { FileLocation } from "./components/panel/PanelContext.ts";
export { TerminalPanel, type TerminalPanelProps } from "./components/panel/TerminalPanel.tsx";
export { PlanCard, type PlanCardProps } from "./components/plan/PlanCard.tsx";
export { PromptBubble, type PromptBubbleProps } from "./components/prompt/PromptBubble.tsx";
export { PromptEntry, type PromptEntryProps } from "./components/prompt/PromptEntry.tsx";
export { QueueDock, type QueueDockProps } from "./components/queue/QueueDock.tsx";
export { ComponentsProvider, type ComponentsProviderProps } from "./components/replace/ComponentsProvider.tsx";
export { useComponents } from "./components/replace/useComponents.ts";
export type { WorkspaceComponents } from "./components/replace/WorkspaceComponents.ts";
export { createItemFinder } from "./components/search/createItemFinder.ts";
export { findItems } from "./components/search/findItems.ts";
export { Participants, type ParticipantsProps } from "./components/session/Participants.tsx";
export { SessionBar, type SessionBarProps } from "./components/session/SessionBar.tsx";
export { SessionNotice, type SessionNoticeProps } from "./components/session/SessionNotice.tsx";
export { SessionSettings, type SessionSettingsProps } from "./components/session/SessionSettings.tsx";
export { UsageMeter, type UsageMeterProps } from "./components/session/UsageMeter.tsx";
export { Thought, type ThoughtProps } from "./components/thought/Thought.tsx";
export { Timeline, type TimelineProps } from "./components/timeline/Timeline.tsx";
export { TimelineItemView, type TimelineItemViewProps } from "./components/timeline/TimelineItemView.tsx";
export { ToolCallCard, type ToolCallCardProps } from "./components/tool-call/ToolCallCard.tsx";
export { TurnEnd, type TurnEndProps } from "./components/turn/TurnEnd.tsx";
export { TurnStatus, type TurnStatusProps } from "./components/turn/TurnStatus.tsx";
export { UnknownUpdate, type UnknownUpdateProps } from "./components/unknown/UnknownUpdate.tsx";
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
export type { Completion } from "./react/composer/completion.ts";
export type { ControlledField } from "./react/composer/editedField.ts";
export type { CompletionListState } from "./react/composer/useCompletionList.ts";
export { type CompletionsState, useCompletions } from "./react/composer/useCompletions.ts";
export { usePromptHistory } from "./react/composer/usePromptHistory.ts";
export type { ItemFinder } from "./react/itemFinder.ts";
export { english } from "./react/labels/english.ts";
export { german } from "./react/labels/german.ts";
export type { ErrorText, Labels, TurnWarning } from "./react/labels/Labels.ts";
export { LabelsProvider, type LabelsProviderProps } from "./react/labels/LabelsProvider.tsx";
export { useLabels } from "./react/labels/useLabels.ts";
export { type Activity, useActivity } from "./react/useActivity.ts";
export { type AnswerApprovalState, useAnswerApproval } from "./react/useAnswer.ts";
export { useApprovals } from "./react/useApprovals.ts";
export { type AttachmentsState, useAttachments } from "./react/useAttachments.ts";
export { type ActionState, useAction } from "./react/useCommand.ts";
export { type ComposerState, useComposer } from "./react/useComposer.ts";
export { useConnectionStatus } from "./react/useConnection.ts";
export { type EditPromptState, useEditPrompt } from "./react/useEditPrompt.ts";
export { useElapsed } from "./react/useElapsed.ts";
export { type FileState, useFile } from "./react/useFile.ts";
export { useFiles } from "./react/useFiles.ts";
export { useWorkingDirectory } from "./react/useFolder.ts";
export type { SandboxQuery } from "./react/useLook.ts";
export { type MovePromptState, useMovePrompt } from "./react/useMovePrompt.ts";
export { useOutbox } from "./react/useOutbox.ts";
export { useParticipants } from "./react/useParticipants.ts";
export { useProcess } from "./react/useProcess.ts";
export { useProcesses } from "./react/useProcesses.ts";
export { useQueue } from "./react/useQueue.ts";
export { type SearchOptions, type SearchState, useSearch } from "./react/useSearch.ts";
export { useSession } from "./react/useSession.ts";
export { useTimeline } from "./react/useTimeline.ts";
export { useTimelineItem } from "./react/useTimelineItem.ts";
export { useTurn } from "./react/useTurn.ts";
export { useTurnTimerStart } from "./react/useTurnClock.ts";
export { useWorkspace, type WorkspaceValue } from "./react/useWorkspace.ts";
export { useWorkspaceSelector } from "./react/useWorkspaceSelector.ts";
export { useWorkspaceStore } from "./react/useWorkspaceStore.ts";
export { useSelf } from "./react/useYou.ts";
export { Workspace, type WorkspaceProps } from "./react/Workspace.tsx";
export { WorkspaceProvider, type WorkspaceProviderProps } from "./react/WorkspaceProvider.tsx";
export type { WorkspaceSource } from "./react/workspaceSource.ts";
export { type ConnectRivetOptions, connectRivet } from "./rivet/index.ts";
