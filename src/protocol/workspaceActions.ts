import type { ActionName } from "./actionName.ts";
import type { Participant, You } from "./participant.ts";
import type { Head } from "./patch.ts";
import type { Session, SessionStatus } from "./session.ts";
import type { ApprovalItem, PromptItem, TimelineItem } from "./timelineItem.ts";
import type { Turn } from "./turn.ts";

export interface SyncRequest {
	readonly protocol: number;
	/** Where the client stands; null on the first load. */
	readonly have: Head | null;
	/** How many items the window holds, 1 to `LIMITS.windowItems`. Default 50. */
	readonly limit?: number | undefined;
}

export interface SyncAnswer extends Head {
	readonly protocol: number;
	/**
	 * `new`: `items` are the newest ones and replace what the client holds. `changed`: `items` are all that changed
	 * after `have.seq`, as they are now, whether the client has them or not.
	 */
	readonly window: "new" | "changed";
	/** Sorted by `order`. Queued prompts are not among them. */
	readonly items: readonly TimelineItem[];
	/** Whether there are items before the first of a `new` window. */
	readonly hasOlder: boolean;
	readonly session: Session;
	readonly turn: Turn | null;
	/** Prompts that wait, next one first. */
	readonly queue: readonly PromptItem[];
	/** Approvals that are pending, oldest first. */
	readonly approvals: readonly ApprovalItem[];
	readonly participants: readonly Participant[];
	readonly you: You;
}

export interface HistoryRequest {
	/** The `order` of the oldest item the client has. */
	readonly before: number;
	/** 1 to `LIMITS.windowItems`. Default 50. */
	readonly limit?: number | undefined;
}

export interface HistoryPage {
	/** Sorted by `order`. */
	readonly items: readonly TimelineItem[];
	readonly hasOlder: boolean;
}

/** What a prompt does while a turn runs: wait in the queue, or be refused with `turn_running`. */
export type WhenBusy = "queue" | "refuse";

export interface PromptRequest {
	/** Made by the client, 1 to 64 characters of `A-Z a-z 0-9 - _`; a repeat under the same id gets the first answer. */
	readonly clientId?: string | undefined;
	/** When given it must be the connection's own (the "Multiplayer" guide sends it). */
	readonly userId?: string | undefined;
	/** 1 to `LIMITS.promptCharacters`, not only white space. */
	readonly text: string;
	readonly whenBusy?: WhenBusy | undefined;
}

export interface PromptReceipt {
	readonly promptId: string;
	/** 0 when it runs next or at once, else how many stand before it. */
	readonly position: number;
}

export interface CancelRequest {
	readonly clientId: string;
	/** The turn the person saw. When it is over already, nothing happens. */
	readonly turnId: string;
}

export interface WithdrawRequest {
	readonly clientId: string;
	readonly promptId: string;
}

export interface AnswerRequest {
	readonly clientId: string;
	readonly approvalId: string;
	/** One of the agent's own, to the letter. */
	readonly optionId: string;
}

export interface SetConfigOptionRequest {
	readonly clientId: string;
	readonly configId: string;
	readonly value: string;
}

export interface RestartRequest {
	readonly clientId: string;
}

export interface DestroyRequest {
	readonly clientId: string;
}

export interface SessionInfo {
	readonly workspaceId: string;
	readonly sandboxId: string | null;
	readonly agent: string;
	readonly state: SessionStatus;
}

/**
 * What a client can ask of the workspace actor. Each is one Rivet action with one argument.
 * Every one may throw a `UserError` whose code is a `WorkspaceErrorCode`.
 */
export interface WorkspaceActions {
	/** First load, gap, reconnect and wake, all in one. */
	sync(request: SyncRequest): Promise<SyncAnswer>;
	/** An older page. */
	history(request: HistoryRequest): Promise<HistoryPage>;
	/** One item whose long parts were cut, as whole as it is stored. */
	item(request: { readonly id: string }): Promise<TimelineItem>;
	/** Answers once the prompt is stored, not when its turn has ended. */
	prompt(request: PromptRequest): Promise<PromptReceipt>;
	/** Stops the turn. Stopping twice is harmless. */
	cancel(request: CancelRequest): Promise<{ readonly stopping: boolean }>;
	/** Takes a queued prompt back. */
	withdraw(request: WithdrawRequest): Promise<{ readonly withdrawn: boolean }>;
	/** Answers a permission. The first answer wins; later ones get `already_answered`. */
	answer(request: AnswerRequest): Promise<{ readonly approvalId: string; readonly optionId: string }>;
	setConfigOption(request: SetConfigOptionRequest): Promise<{ readonly configId: string; readonly value: string }>;
	/** Tries at once to bring a failed session back. */
	restart(request: RestartRequest): Promise<{ readonly restarting: boolean }>;
	/** Ends the workspace for good: its sandbox, its history and all that is stored of it. Everybody is told. */
	destroy(request: DestroyRequest): Promise<{ readonly destroyed: true }>;
	getSessionInfo(): Promise<SessionInfo>;
}

/** What an action is asked with, by its name. */
export type ActionRequest<Name extends ActionName> = Parameters<WorkspaceActions[Name]>[0];

/** What an action answers with, by its name. */
export type ActionAnswer<Name extends ActionName> = Awaited<ReturnType<WorkspaceActions[Name]>>;
