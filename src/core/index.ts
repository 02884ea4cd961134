export type { StoreLimits } from "./connection/storeLimits.ts";
export type { ConnectionListener, ConnectWorkspace, WorkspaceConnection } from "./connection/workspaceConnection.ts";
export { createDirectoryStore, type DirectoryStoreOptions } from "./directory/createDirectoryStore.ts";
export type { ConnectDirectory, DirectoryConnection } from "./directory/directoryConnection.ts";
export type { DirectoryState, ListStatus } from "./directory/directoryState.ts";
export type { DirectoryStore } from "./directory/directoryStore.ts";
export { WorkspaceError } from "./errors/WorkspaceError.ts";
export { parseTranscript } from "./parse/transcript.ts";
export { isOutsideFolder, relativePath } from "./paths.ts";
export {
	browserActivity,
	browserNetwork,
	browserStorage,
	browserVisibility,
	type KeyValueStorage,
	type Network,
	type PageActivity,
	type PageVisibility,
	type Schedule,
	scheduleFrame,
} from "./platform/browser.ts";
export { type Clock, systemClock } from "./platform/timing.ts";
export {
	createReplay,
	REPLAY_SPEEDS,
	type Replay,
	type ReplayOptions,
	type ReplayState,
} from "./replay/createReplay.ts";
export type { ReplaySource } from "./replay/ReplayTimeline.ts";
export { REPLAY_MARK_KINDS, type ReplayMark, type ReplayMarkKind } from "./replay/replayMarks.ts";
export { type Attention, type AttentionKind, selectAttention } from "./state/attention.ts";
export { type Other, selectOthers } from "./state/others.ts";
export type { PersonMark } from "./state/personMarks.ts";
export { selectUnread, type Unread } from "./state/unread.ts";
export type {
	ComposerMode,
	ConnectionStatus,
	DraftAttachment,
	HistoryStatus,
	PendingPrompt,
	Presence,
	WorkspaceState,
} from "./state/workspaceState.ts";
export type { AttentionListener } from "./store/attentionReports.ts";
export { createWorkspaceStore, type WorkspaceStoreOptions } from "./store/createWorkspaceStore.ts";
export { type FollowedProcess, type FollowProcessOptions, followProcess } from "./store/followProcess.ts";
export type { OwnPresence } from "./store/presenceReporter.ts";
export type { StoreSpan, StoreTracer } from "./store/promptSpans.ts";
export { type ReadTranscriptOptions, readTranscript } from "./store/readTranscript.ts";
export type {
	InviteOptions,
	NoteOptions,
	PromptOptions,
	QuestionReply,
	TakenDraft,
	WorkspaceStore,
} from "./store/workspaceStore.ts";
