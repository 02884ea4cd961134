export * from "../protocol/index.ts";
export type { DraftAttachment } from "./attachments/draftAttachment.ts";
export type { ConnectionStatus } from "./connectionStatus.ts";
export { createClientId } from "./createClientId.ts";
export { createWorkspaceStore, type WorkspaceStoreOptions } from "./createWorkspaceStore.ts";
export { type FollowedProcess, followProcess } from "./followProcess.ts";
export type { MemorySandboxFiles } from "./memory/createMemoryFolder.ts";
export type { MemoryProcess } from "./memory/createMemoryProcesses.ts";
export type { TurnScript } from "./memory/createMemoryTurns.ts";
export {
	createMemoryWorkspace,
	type MemoryWorkspace,
	type MemoryWorkspaceOptions,
} from "./memory/createMemoryWorkspace.ts";
export type { MemoryAgent, MemoryApprovalTerms, MemoryToolCall } from "./memory/memoryAgent.ts";
export type { MemoryChange, MemoryItem } from "./memory/memoryChange.ts";
export type { MemoryPerson } from "./memory/memoryPerson.ts";
export {
	type BroadcastCondition,
	type CallCondition,
	type NetworkConditions,
	simulateNetwork,
} from "./memory/withFaults.ts";
export { isOutsideFolder } from "./paths/isOutsideFolder.ts";
export { relativePath } from "./paths/relativePath.ts";
export type { PendingPrompt } from "./pendingPrompt.ts";
export { type Clock, systemClock } from "./ports/clock.ts";
export { browserStorage, type KeyValueStorage } from "./ports/keyValueStorage.ts";
export { browserNetwork, type Network } from "./ports/network.ts";
export { type Schedule, scheduleFrame } from "./ports/schedule.ts";
export { selectApprovals } from "./select/selectApprovals.ts";
export { selectAttachments } from "./select/selectAttachments.ts";
export { selectConnection } from "./select/selectConnection.ts";
export { selectDraft } from "./select/selectDraft.ts";
export { selectHistory } from "./select/selectHistory.ts";
export { selectItem } from "./select/selectItem.ts";
export { selectItemIds } from "./select/selectItemIds.ts";
export { selectOutbox } from "./select/selectOutbox.ts";
export { selectParticipants } from "./select/selectParticipants.ts";
export { selectQueue } from "./select/selectQueue.ts";
export { selectSession } from "./select/selectSession.ts";
export { selectTurn } from "./select/selectTurn.ts";
export { selectYou } from "./select/selectYou.ts";
export { DEFAULT_STORE_LIMITS, type StoreLimits } from "./storeLimits.ts";
export { WorkspaceError } from "./WorkspaceError.ts";
export type { ConnectionListener, ConnectWorkspace, WorkspaceConnection } from "./workspaceConnection.ts";
export type { HistoryStatus, WorkspaceState } from "./workspaceState.ts";
export type { PromptOptions, WorkspaceStore } from "./workspaceStore.ts";
