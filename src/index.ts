export { ApprovalCard, type ApprovalCardProps } from "./components/approvals/ApprovalCard.tsx";
export { ApprovalDock } from "./components/approvals/ApprovalDock.tsx";
export { Composer } from "./components/composer/Composer.tsx";
export { StopButton, type StopButtonProps } from "./components/composer/StopButton.tsx";
export { UnsentDock } from "./components/composer/UnsentDock.tsx";
export { ApprovalEntry } from "./components/items/approval/ApprovalEntry.tsx";
export { EventEntry } from "./components/items/event/EventEntry.tsx";
export { Message } from "./components/items/message/Message.tsx";
export { NoteEntry } from "./components/items/note/NoteEntry.tsx";
export { Notice } from "./components/items/notice/Notice.tsx";
export { PlanCard } from "./components/items/plan/PlanCard.tsx";
export { PromptBubble, type PromptBubbleProps, PromptEntry } from "./components/items/prompt/PromptBubble.tsx";
export { QuestionEntry } from "./components/items/question/QuestionEntry.tsx";
export { TimelineItemView, type TimelineItemViewProps } from "./components/items/TimelineItemView.tsx";
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
export { TypingLine, type TypingLineProps } from "./components/presence/TypingLine.tsx";
export { Avatar, type AvatarProps } from "./components/primitives/Avatar.tsx";
export { ErrorMessage, type ErrorMessageProps } from "./components/primitives/ErrorMessage.tsx";
export { defaultUrlPolicy, type UrlPolicy } from "./components/primitives/urlPolicy.ts";
export { QuestionCard, type QuestionCardProps } from "./components/questions/QuestionCard.tsx";
export { QuestionDock } from "./components/questions/QuestionDock.tsx";
export { QueueDock } from "./components/queue/QueueDock.tsx";
export { WorkspaceReplay, type WorkspaceReplayProps } from "./components/replay/WorkspaceReplay.tsx";
export { ConnectionBanner } from "./components/session/ConnectionBanner.tsx";
export { Participants, type ParticipantsProps } from "./components/session/Participants.tsx";
export { SessionBar } from "./components/session/SessionBar.tsx";
export { SessionNotice } from "./components/session/SessionNotice.tsx";
export { SessionSettings, type SessionSettingsProps } from "./components/session/SessionSettings.tsx";
export { UsageMeter, type UsageMeterProps } from "./components/session/UsageMeter.tsx";
export {
	ComponentsProvider,
	type ComponentsProviderProps,
	type FailingPart,
	type PartError,
	useComponents,
} from "./components/slots/ComponentsProvider.tsx";
export type {
	ApprovalDockProps,
	ApprovalEntryProps,
	ComposerProps,
	ConnectionBannerProps,
	EventEntryProps,
	MessageProps,
	NoteEntryProps,
	NoticeProps,
	PlanCardProps,
	PromptEntryProps,
	PromptSuggestion,
	QuestionDockProps,
	QuestionEntryProps,
	QueueDockProps,
	SessionBarProps,
	SessionNoticeProps,
	ThoughtProps,
	TimelineProps,
	ToolCallCardProps,
	TurnEndProps,
	TurnStatusProps,
	UnknownUpdateProps,
	UnsentDockProps,
} from "./components/slots/partProps.ts";
export type { WorkspaceComponents } from "./components/slots/WorkspaceComponents.ts";
export { Timeline } from "./components/timeline/Timeline.tsx";
export { TurnEnd } from "./components/turn/TurnEnd.tsx";
export { TurnStatus } from "./components/turn/TurnStatus.tsx";
export { WorkspaceChat, type WorkspaceChatProps } from "./components/WorkspaceChat.tsx";
export { WheelLine, type WheelLineProps } from "./components/wheel/WheelLine.tsx";
export { WheelMenu, type WheelMenuProps } from "./components/wheel/WheelMenu.tsx";
export { WorkspaceList, type WorkspaceListProps } from "./components/workspaces/WorkspaceList.tsx";
export {
	type Attention,
	type AttentionKind,
	type ComposerMode,
	type ConnectionStatus,
	type ConnectWorkspace,
	type DraftAttachment,
	type InviteOptions,
	isOutsideFolder,
	type NoteOptions,
	type Other,
	type OwnPresence,
	type PendingPrompt,
	type PersonMark,
	type PromptOptions,
	type QuestionReply,
	REPLAY_MARK_KINDS,
	REPLAY_SPEEDS,
	type ReplayMark,
	type ReplayMarkKind,
	type ReplaySource,
	type ReplayState,
	relativePath,
	type TakenDraft,
	WorkspaceError,
	type WorkspaceState,
	type WorkspaceStore,
} from "./core/index.ts";
export type {
	ApprovalItem,
	Attachment,
	CreatedInvite,
	EventItem,
	Invite,
	InviteRole,
	InviteState,
	KnownPerson,
	Mention,
	MessageItem,
	NoteItem,
	NoteReaction,
	NoteTarget,
	NoticeItem,
	Participant,
	PeoplePage,
	PermissionOption,
	Person,
	PlanItem,
	PresenceEntry,
	PresenceStatus,
	PromptItem,
	PromptMetadata,
	QuestionAnswer,
	QuestionField,
	QuestionItem,
	QuestionOption,
	QuestionRequest,
	QuotedNote,
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
	Transcript,
	Turn,
	TurnResult,
	UnknownItem,
	WhenBusy,
	WorkspaceErrorCode,
	WorkspaceErrorInfo,
} from "./protocol/index.ts";
export { useAttention } from "./react/attention/useAttention.ts";
export {
	type NotificationsState,
	type NotifyOptions,
	useNotifications,
	useNotifier,
} from "./react/attention/useNotifications.ts";
export { useTabBadge } from "./react/attention/useTabBadge.ts";
export { useElapsed, useTurnTimerStart } from "./react/clock.ts";
export {
	type Completion,
	type CompletionOptions,
	type CompletionsState,
	type ControlledField,
	useCompletions,
} from "./react/composer/useCompletions.ts";
export {
	type AttachmentsState,
	type ComposerOptions,
	type ComposerState,
	useAttachments,
	useComposer,
} from "./react/composer/useComposer.ts";
export { type NotesState, useNotes } from "./react/composer/useNotes.ts";
export { usePromptHistory } from "./react/composer/usePromptHistory.ts";
export { useUserSuggestions } from "./react/composer/useUserSuggestions.ts";
export {
	useDirectorySelector,
	useDirectoryStore,
	useWorkspaceEntry,
	useWorkspaces,
	WorkspaceDirectory,
	type WorkspaceDirectoryProps,
	type WorkspacesState,
} from "./react/directory.tsx";
export { english } from "./react/labels/english.ts";
export type { ErrorText, Labels, WheelChangeLabels } from "./react/labels/Labels.ts";
export { LabelsProvider, type LabelsProviderProps, useLabels } from "./react/labels/LabelsProvider.tsx";
export { useOthers, useUpdatePresence } from "./react/presence.ts";
export {
	useApprovals,
	useBackground,
	useConnectionStatus,
	useOutbox,
	useParticipants,
	useQuestions,
	useQueue,
	useSelf,
	useSession,
	useSuggestions,
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
export { type AnswerApprovalState, useAnswerApproval } from "./react/useAnswerApproval.ts";
export { type AnswerQuestionState, useAnswerQuestion } from "./react/useAnswerQuestion.ts";
export { type ClaimState, useClaim } from "./react/useClaim.ts";
export { type EditPromptState, useEditPrompt } from "./react/useEditPrompt.ts";
export { type InvitesState, useInvites } from "./react/useInvites.ts";
export { type ManagedPerson, type ManagePersonState, useManagePerson } from "./react/useManagePerson.ts";
export { type MovePromptState, useMovePrompt } from "./react/useMovePrompt.ts";
export { type ReplayControls, type UseReplayOptions, useReplay } from "./react/useReplay.ts";
export type { UsersSource } from "./react/users.tsx";
export { type SuggestionState, useSuggestion } from "./react/useSuggestion.ts";
export { type TranscriptState, useTranscript } from "./react/useTranscript.ts";
export { type UnreadState, useReading, useUnread } from "./react/useUnread.ts";
export { useWheel, type WheelState } from "./react/useWheel.ts";
export { useWorkspace, type WorkspaceValue } from "./react/useWorkspace.ts";
export type { AnswerProblem } from "./rules/answers.ts";
