import type { Session as SdkSession, SessionEvent } from "sandbox-agent";
import type { Session, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";

/** A content block of ACP, as a prompt carries it. */
export type AcpContentBlock = Parameters<SdkSession["prompt"]>[0][number];

/** A permission that the agent asks for. */
export interface AgentPermissionRequest {
	/** For `answerPermission`. */
	readonly permissionId: string;
	/** The params of ACP's `session/request_permission`, not validated. */
	readonly request: unknown;
}

/** Receives what happens in an agent session. Calls come one after another, in the order of the wire. */
export interface AgentSessionListener {
	/** Every event of the SDK. A response always comes after the updates that precede it. */
	onEvent(event: SessionEvent): void;
	/** Called right after the event of the same request. Only `answerPermission` and `cancel` answer it. */
	onPermissionRequest(request: AgentPermissionRequest): void;
	/** This many updates of the agent were lost in transit. */
	onUpdatesLost(lost: number): void;
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
	/** The settings that the agent offered when the session was opened. */
	readonly settings: Session["configOptions"];
	/**
	 * Runs a turn, however long it takes. Call it again only after it has settled: agents differ in what they do with two
	 * turns at once.
	 *
	 * @returns ACP's stop reason, after the listener has received the last update of the turn.
	 * @throws {SessionError}
	 */
	prompt(blocks: readonly AcpContentBlock[]): Promise<{ readonly stopReason: string }>;
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
	 * Changes a setting of the session. `mode` also works with older agents, where modes are not a config option.
	 *
	 * @throws {SessionError} `agent_failed` when the agent refuses it.
	 */
	setConfigOption(configId: string, value: string): Promise<void>;
	/** Releases the agent, quickly. The sandbox stays. Can be called twice, and never rejects. */
	close(): Promise<void>;
}
