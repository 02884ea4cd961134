import type { SessionEvent } from "sandbox-agent";
import type {
	Participant,
	PatchBatch,
	PromptItem,
	PromptState,
	Session,
	TimelineItem,
	Turn,
	Usage,
	WorkspaceErrorCode,
	WorkspaceErrorInfo,
} from "../../src/protocol/index.ts";
import type {
	AgentPermissionRequest,
	AgentQuestion,
	AgentSession,
	UnreadableMessage,
} from "../session/agentSession.ts";
import type { EventHub } from "./EventHub.ts";

/** A finished turn in numbers. */
export interface EndedTurn {
	readonly turnId: string;
	readonly promptId: string;
	readonly state: PromptState;
	readonly durationMs: number;
	readonly toolCalls: number;
	/** Why it failed; undefined when it did not. */
	readonly code: WorkspaceErrorCode | undefined;
	/** What it cost and used by itself; null when the agent does not say. */
	readonly usage: Usage | null;
}

/** A sandbox was opened, or could not be. */
export interface SandboxStart {
	readonly outcome: "ok" | "failed";
	readonly durationMs: number;
}

/** What happens inside a workspace, as facts. What follows from each is listed in `runtime/connectEvents.ts`. */
export interface WorkspaceEventMap {
	/** A new prompt is stored and broadcast. */
	readonly promptStored: PromptItem;
	/** Queued prompts were suspended, released or withdrawn. */
	readonly queueReviewed: Readonly<Record<string, never>>;
	/** A turn has begun. */
	readonly turnBegan: { readonly turn: Turn; readonly prompt: PromptItem };
	/** A turn is over, stored and broadcast. */
	readonly turnEnded: EndedTurn;
	/** The agent has not received the prompt of a turn that had begun, so that it waits again. Stored and broadcast. */
	readonly turnReturned: PromptItem;
	/** An item was published. Emitted for every state of it, in order. */
	readonly itemChanged: TimelineItem;
	/** Changes are ready for the clients, in one batch. */
	readonly batchReady: PatchBatch;
	/** Nothing can be stored. `info` is null for what people cannot be told. */
	readonly storageFailed: { readonly error: unknown; readonly info: WorkspaceErrorInfo | null };
	/** It can be stored again, and what waited is. */
	readonly storageRecovered: { readonly durationMs: number };
	/** Those of a tick, the oldest of which has waited for so long. */
	readonly tickEnded: { readonly delayMs: number };
	readonly sandboxStarted: SandboxStart;
	/** The session is being opened, for the first time or again. */
	readonly sessionOpening: Readonly<Record<string, never>>;
	/** That has ended. `code` says why it has failed; undefined when it has not. */
	readonly sessionOpened: { readonly code: WorkspaceErrorCode | undefined };
	/** The agent's session can be used. */
	readonly sessionReady: AgentSession;
	/** The session is lost or could not be opened, for the first time in a row. */
	readonly sessionFailed: WorkspaceErrorInfo;
	/** Another agent than before works here from now on. */
	readonly agentChanged: { readonly agent: string };
	/** Only the fields that changed. */
	readonly sessionChanged: Partial<Session>;
	/** The agent reported something about its session: its title, settings, commands or usage. */
	readonly sessionProjected: Partial<Session>;
	/** The agent sent an update or a response. */
	readonly sessionEventReceived: SessionEvent;
	/** The agent asks for a permission. `session` is the one that asks; null while it is still being opened. */
	readonly permissionRequested: { readonly request: AgentPermissionRequest; readonly session: AgentSession | null };
	/** The agent asks people something. */
	readonly questionAsked: AgentQuestion;
	/** What people do on a page that the agent has sent them to is done. */
	readonly questionCompleted: { readonly elicitationId: string };
	/** The agent has answered the prompt of the turn, which now ends. */
	readonly promptAnswered: Readonly<Record<string, never>>;
	/** So many updates of the agent never arrived. */
	readonly updatesLost: { readonly count: number };
	/** The agent sent a message that is not valid JSON. */
	readonly messageUnreadable: UnreadableMessage;
	readonly participantsChanged: readonly Participant[];
	/** The last pages of these people are gone. */
	readonly peopleLeft: { readonly userIds: readonly string[] };
	/** The pages of these connections should have said something, and have not. */
	readonly connectionsSilent: { readonly connectionIds: readonly string[] };
	/** How many clients have the workspace open. */
	readonly connectionCountChanged: { readonly count: number };
	/** A page or a program of people has connected; not one of the host's, which has the admin key. */
	readonly clientConnected: { readonly connectionId: string };
	/** `isCall`: it was there for a single call, such as that of a program of the host. */
	readonly clientDisconnected: { readonly connectionId: string; readonly isCall: boolean };
	/** Connections without a sign of life were closed. */
	readonly staleConnectionsClosed: { readonly count: number };
	/** Somebody begins to upload an attachment. */
	readonly uploadStarted: { readonly attachmentId: string };
}

export type WorkspaceEventHub = EventHub<WorkspaceEventMap>;
