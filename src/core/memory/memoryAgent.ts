import type { PermissionOption, PlanEntry, Role, Session, ToolCall } from "../../protocol/index.ts";

/** What is told of a tool call: its id, and as much of the rest as has changed. */
export type MemoryToolCall = Partial<ToolCall> & Pick<ToolCall, "toolCallId">;

/** How people are asked for a permission, as the policy of the workspace actor says it. */
export interface MemoryApprovalTerms {
	/** Default `approver`. */
	readonly role?: Role | undefined;
	/** How many different people must allow it. Default 1. */
	readonly approvers?: number | undefined;
	readonly expireAfterMs?: number | undefined;
	readonly rule?: string | undefined;
	/** An answer for always settles those that wait by the same rule, too. */
	readonly settleMatching?: boolean | undefined;
}

/** What a script can do in a turn, in the agent's place. After the turn has ended all of it does nothing. */
export interface MemoryAgent {
	/** Aborts when the turn ends, or somebody stops it. */
	readonly signal: AbortSignal;
	/** Streams text into the message that is open, or begins one. */
	say(text: string): void;
	/** Streams text into the thought that is open, or begins one. */
	think(text: string): void;
	/** Begins a tool call, or changes the one of this id. */
	callTool(call: MemoryToolCall): void;
	plan(entries: readonly PlanEntry[]): void;
	/** Asks for a permission. Answers with the option that was chosen, or null when it was stopped or has expired. */
	requestPermission(
		call: MemoryToolCall,
		options?: readonly PermissionOption[],
		terms?: MemoryApprovalTerms,
	): Promise<string | null>;
	/** Changes what is known about the session. */
	setSession(change: Partial<Session>): void;
	/** Waits; a stopped turn does not wait. */
	wait(ms: number): Promise<void>;
}
