import type { Session as SdkSession, SessionEvent } from "sandbox-agent";
import type { Session, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import type { WorkspaceFolder } from "../files/workspaceFolder.ts";
import type { SandboxProcesses } from "../processes/processes.ts";
import type { SandboxFiles } from "../sandbox/sandboxFiles.ts";

/** A content block of ACP, as a prompt carries it. */
export type AcpContentBlock = Parameters<SdkSession["prompt"]>[0][number];

/** A permission the agent waits for. */
export interface AgentPermissionRequest {
	/** For `answerPermission`. */
	readonly permissionId: string;
	/** The params of ACP's `session/request_permission`, as they came. */
	readonly request: unknown;
}

/** What an agent session tells. Calls come one after another, in the order of the wire. */
export interface AgentSessionListener {
	/** Every event of the SDK. An answer always comes after the updates that belong before it. */
	onEvent(event: SessionEvent): void;
	/** Comes right after the event of the same request. Only `answerPermission` and `cancel` answer it. */
	onPermissionRequest(request: AgentPermissionRequest): void;
	/** So many updates of the agent were lost on the way. */
	onUpdatesLost(lost: number): void;
	/**
	 * The session can no longer be used: its agent has exited, its server is gone, its stream has ended. Everything
	 * pending has been rejected. Called at most once, and not after `close`.
	 */
	onClosed(fault: WorkspaceErrorInfo): void;
}

/**
 * The one session of a workspace with its agent. Nothing it returns hangs, and no failure of agent, server or network
 * escapes it other than as a rejection with a `SessionError` or as `onClosed`.
 */
export interface AgentSession {
	/** `<provider>/<id>`, to find the sandbox again; null when the sandbox is only an address. */
	readonly sandboxId: string | null;
	/** The folder in the sandbox that the agent works in. */
	readonly cwd: string;
	/** The sandbox was made for this, though the workspace had another before. */
	readonly isNewSandbox: boolean;
	/**
	 * Whether there is nothing to remember (`new`), the agent remembers by itself what went before (`restored`), or it
	 * is told the newest of it with its first prompt (`replayed`).
	 */
	readonly origin: "new" | "restored" | "replayed";
	readonly promptCapabilities: Session["promptCapabilities"];
	/** What the agent lets people choose, as it told when the session was opened. */
	readonly settings: Session["configOptions"];
	/** The files of its sandbox. */
	readonly files: SandboxFiles;
	/** The folder the agent works in, to be looked at. */
	readonly folder: WorkspaceFolder;
	readonly processes: SandboxProcesses;
	/**
	 * Runs a turn, however long it takes. One at a time: agents differ in what they do with two.
	 *
	 * @returns ACP's stop reason, after the last update of the turn has been heard.
	 * @throws {SessionError}
	 */
	prompt(blocks: readonly AcpContentBlock[]): Promise<{ readonly stopReason: string }>;
	/**
	 * Asks the agent to stop its turn and answers every open permission request with "cancelled". The prompt then
	 * settles by itself, if the agent behaves.
	 *
	 * @throws {SessionError}
	 */
	cancel(): Promise<void>;
	/**
	 * Answers a permission request. The first answer counts.
	 *
	 * @param optionId - One of the request's own, to the letter; null says that nobody will choose.
	 * @throws {SessionError} `approval_closed` when it is answered already or the session is over.
	 */
	answerPermission(permissionId: string, optionId: string | null): Promise<void>;
	/**
	 * Changes a setting of the session. `mode` reaches agents of the older kind too, which have modes apart.
	 *
	 * @throws {SessionError} `agent_failed` when the agent will not have it.
	 */
	setConfigOption(configId: string, value: string): Promise<void>;
	/** Lets go of the agent, quickly. The sandbox stays. Closing twice is harmless, and it never rejects. */
	close(): Promise<void>;
}
