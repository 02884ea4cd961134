export type { RoleSource } from "../rules/members.ts";
export type {
	BackgroundScript,
	MemoryAgent,
	MemoryApprovalTerms,
	MemoryQuestionOptions,
	MemoryToolCall,
} from "./memoryAgent.ts";
export {
	createMemoryDirectory,
	type MemoryDirectory,
	type MemoryDirectoryOptions,
	type MemoryDirectoryPerson,
	type MemoryListedWorkspace,
} from "./memoryDirectory.ts";
export type { MemoryProcess, MemorySandboxFiles } from "./memorySandbox.ts";
export type { TurnScript } from "./memoryTurns.ts";
export {
	createMemoryWorkspace,
	type MemoryWorkspace,
	type MemoryWorkspaceOptions,
} from "./memoryWorkspace.ts";
export type { MemoryChange, MemoryItem, MemoryPerson } from "./memoryWorkspaceState.ts";
export {
	type BroadcastCondition,
	type CallCondition,
	type NetworkConditions,
	simulateNetwork,
} from "./simulateNetwork.ts";
