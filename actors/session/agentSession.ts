import type { Session as SdkSession, SessionEvent } from "sandbox-agent";
import type { QuestionAnswer, Session, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { UnsupportedParam } from "./guard/sessionParams.ts";

/** A content block of ACP, as a prompt carries it. */
export type AcpContentBlock = Parameters<SdkSession["prompt"]>[0][number];

/** A permission that the agent asks for. */
export interface AgentPermissionRequest {
	/** For `answerPermission`. */
	readonly permissionId: string;
	/** The params of ACP's `session/request_permission`, not validated. */
	readonly request: unknown;
	/** Aborts when the agent takes the request back. It has got its response then. */
	readonly signal: AbortSignal;
}

/** What the agent gets for a question, as ACP defines it. */
export type QuestionResponse =
	| { readonly action: "accept"; readonly content?: QuestionAnswer | undefined }
	| { readonly action: "decline" | "cancel" };

/** Something that the agent asks people. */
export interface AgentQuestion {
	/** The params of ACP's `elicitation/create`, not validated. */
	readonly request: unknown;
	/** Aborts when the agent no longer waits: with `withdrawn` when it took the question back, with `closed` when it is gone. */
	readonly signal: AbortSignal;
	/**
	 * Answers it, once.
	 *
	 * @throws {SessionError} `question_closed` when it was answered before or the agent no longer waits.
	 */
	answer(response: QuestionResponse): Promise<void>;
	/** Tells the agent that its question is none. */
	refuse(): Promise<void>;
}

/** A message of the agent that is not valid JSON. What waited for it has got an error. */
export interface UnreadableMessage {
	/** Undefined when it cannot be recognised. */
	readonly method: string | undefined;
	/** The length of its text. */
	readonly characters: number;
}

/** Receives what happens in an agent session. Calls come one after another, in the order of the wire. */
export interface AgentSessionListener {
	/** Every event of the SDK. A response always comes after the updates that precede it. */
	onEvent(event: SessionEvent): void;
	/** Called right after the event of the same request. Only `answerPermission` and `cancel` answer it. */
	onPermissionRequest(request: AgentPermissionRequest): void;
	/** Called in the order of the events, also before the session is open. Only the question's own functions answer it. */
	onQuestion(question: AgentQuestion): void;
	/** What people do on a page that a question has sent them to is done. */
	onQuestionCompleted(elicitationId: string): void;
	/** The response to the prompt has come. `prompt` settles a little later; what follows is no longer part of its turn. */
	onPromptAnswered(): void;
	/** This many updates of the agent were lost in transit. */
	onUpdatesLost(lost: number): void;
	/** The agent has sent a message that cannot be read. */
	onUnreadable(message: UnreadableMessage): void;
	/**
	 * The session can no longer be used: its agent has exited, its server is gone, or its stream has ended. Everything
	 * pending has been rejected. Called at most once, and not after `close`.
	 */
	onClosed(error: WorkspaceErrorInfo): void;
}

/**
 * The session of a workspace with its agent. No promise it returns stays pending indefinitely, and every failure of
 * agent, server or network is either a rejection with a `SessionError` or a call of `onClosed`.
 */
export interface AgentSession {
	/** The sandbox the agent runs in. */
	readonly sandbox: Sandbox;
	/**
	 * Whether there was nothing before (`new`), the agent itself remembers what went before (`restored`), or its first
	 * prompt includes the end of the history (`replayed`).
	 */
	readonly origin: "new" | "restored" | "replayed";
	readonly promptCapabilities: Session["promptCapabilities"];
	/** Whether the agent accepts prompts in the middle of a turn: see `steer`. */
	readonly canSteer: boolean;
	/** What the agent cannot use of what the host gives the session. */
	readonly unsupportedParams: readonly UnsupportedParam[];
	/** The settings that the agent offered when the session was opened. */
	readonly settings: Session["configOptions"];
	/**
	 * Runs a turn, however long it takes. Call it again only after it has settled: agents differ in what they do with two
	 * turns at once.
	 *
	 * @returns ACP's stop reason, after the listener has received the last update of the turn.
	 * @throws {PromptNotDeliveredError} When the agent has certainly not received it. The session is over then.
	 * @throws {SessionError}
	 */
	prompt(blocks: readonly AcpContentBlock[]): Promise<{ readonly stopReason: string }>;
	/**
	 * Gives the agent a prompt in the middle of the turn that runs. Only if `canSteer`.
	 *
	 * @returns False when no turn of the agent runs any more, or it refuses the request. It has ignored the prompt then.
	 * @throws {PromptNotDeliveredError} When the agent has certainly not received it.
	 * @throws {SessionError} When nobody knows: it has not answered, or not in a way that can be understood.
	 */
	steer(blocks: readonly AcpContentBlock[]): Promise<boolean>;
	/**
	 * Asks the agent to stop its turn, and answers every open permission request with "cancelled". The prompt then settles
	 * by itself if the agent behaves.
	 *
	 * @throws {SessionError}
	 */
	cancel(): Promise<void>;
	/**
	 * Answers a permission request. Only the first answer counts.
	 *
	 * @param optionId - One of the request's own, exactly; null for "cancelled".
	 * @throws {SessionError} `approval_closed` when it was answered before or the session is closed.
	 */
	answerPermission(permissionId: string, optionId: string | null): Promise<void>;
	/**
	 * Changes a setting of the session. `mode` and `model` also work with agents where they are no config option.
	 *
	 * @throws {SessionError} `agent_failed` when the agent refuses it.
	 */
	setConfigOption(configId: string, value: string): Promise<void>;
	/** Resolves once the session is over: closed, or lost after its turn has settled. */
	readonly over: Promise<void>;
	/** Releases the agent, quickly. The sandbox stays. Can be called twice, and never rejects. */
	close(): Promise<void>;
}
