import type { SandboxAgent, Session as SdkSession, SessionEvent } from "sandbox-agent";
import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import type { WorkspaceFolder } from "../files/createFolderLooks.ts";
import type { SandboxProcesses } from "../processes/createSandboxProcesses.ts";
import { readSettings } from "../timeline/index.ts";
import type { AcpContentBlock, AgentSession, AgentSessionListener } from "./agentSession.ts";
import type { AcpGuard } from "./guard/AcpGuard.ts";
import { OpenPermissions } from "./OpenPermissions.ts";
import { PromptTracker } from "./PromptTracker.ts";
import { parsePromptCapabilities } from "./parsePromptCapabilities.ts";
import { SessionError } from "./SessionError.ts";
import type { SandboxFiles } from "./sandboxFiles.ts";
import { approvalClosed, sessionClosed } from "./sessionFaults.ts";
import type { SessionLimits } from "./sessionLimits.ts";
import type { StartedSession } from "./startSession.ts";
import { toSessionError } from "./toSessionError.ts";
import { withTimeout } from "./withLimit.ts";

/** Behind the guard nothing the SDK waits for is outside this process, so these waits are short. */
const DISPOSE_MS = 1_000;
const FINAL_UPDATES_MS = 3_000;

export interface SdkAgentSessionOptions {
	readonly sandboxId: string | null;
	readonly isNewSandbox: boolean;
	readonly limits: SessionLimits;
	readonly sdk: SandboxAgent;
	readonly files: SandboxFiles;
	readonly guard: AcpGuard;
	readonly listener: AgentSessionListener;
	readonly folder: WorkspaceFolder;
	readonly processes: SandboxProcesses;
	/** The session is not to be brought back again. */
	forgetSession(): Promise<void>;
}

/** An agent session over the SDK behind its guard. It hears from the start, and works once `start` was called. */
export class SdkAgentSession implements AgentSession {
	readonly #options: SdkAgentSessionOptions;
	readonly #prompts = new PromptTracker();
	readonly #permissions = new OpenPermissions();
	readonly #lost = Promise.withResolvers<never>();
	#session: SdkSession | undefined;
	#origin: AgentSession["origin"] = "new";
	/** What the agent has still to be told of what went before. */
	#past: string | null = null;
	/** The agent has done a turn in this session. */
	#isProven = false;
	#fault: WorkspaceErrorInfo | null = null;
	#isClosed = false;
	#turn: Promise<unknown> = Promise.resolve();

	constructor(options: SdkAgentSessionOptions) {
		this.#options = options;
		this.#lost.promise.catch(() => undefined);
	}

	/**
	 * Takes the session that the SDK has opened.
	 *
	 * @throws {SessionError} When the agent was lost in the meantime.
	 */
	start({ session, origin, history }: StartedSession): void {
		if (this.#fault) throw new SessionError(this.#fault);
		this.#session = session;
		this.#origin = origin;
		this.#past = history;
		this.#options.guard.startSilenceWatch();
	}

	get sandboxId(): string | null {
		return this.#options.sandboxId;
	}

	get isNewSandbox(): boolean {
		return this.#options.isNewSandbox;
	}

	get origin(): AgentSession["origin"] {
		return this.#origin;
	}

	get promptCapabilities(): AgentSession["promptCapabilities"] {
		return parsePromptCapabilities(this.#options.guard.initializeResult);
	}

	get settings(): AgentSession["settings"] {
		return readSettings(this.#session?.toRecord());
	}

	get cwd(): string {
		return this.#options.files.cwd;
	}

	get files(): SandboxFiles {
		return this.#options.files;
	}

	get folder(): WorkspaceFolder {
		return this.#options.folder;
	}

	get processes(): SandboxProcesses {
		return this.#options.processes;
	}

	/** Every event of the session comes by here, the first ones before it has started. */
	handleEvent(event: SessionEvent): void {
		if (this.#isClosed) return;
		this.#options.listener.onEvent(event);
		const permission = this.#permissions.track(event);
		if (permission) this.#options.listener.onPermissionRequest(permission);
		this.#prompts.track(event);
	}

	/** The guard has lost the connection. What the turn had still to say comes first. */
	async handleEnd(fault: WorkspaceErrorInfo): Promise<void> {
		if (this.#fault) return;
		this.#fault = fault;
		if (!this.#session) return;
		await withTimeout(this.#turn, { what: "Ending the turn", ms: FINAL_UPDATES_MS }).catch(() => undefined);
		this.#lost.reject(new SessionError(fault));
		if (!this.#isClosed) this.#options.listener.onClosed(fault);
		await this.close();
	}

	prompt(blocks: readonly AcpContentBlock[]): Promise<{ readonly stopReason: string }> {
		const turn = this.#runPrompt(blocks);
		this.#turn = turn.catch(() => undefined);
		return turn;
	}

	async #runPrompt(blocks: readonly AcpContentBlock[]): Promise<{ readonly stopReason: string }> {
		const session = this.#openSession();
		const past = this.#past === null ? [] : [{ type: "text" as const, text: this.#past }];
		try {
			const { stopReason } = await this.#prompts.run(() => session.prompt([...past, ...blocks]), this.#lost.promise);
			this.#past = null;
			this.#isProven = true;
			return { stopReason };
		} catch (error) {
			const failure = this.toError(error);
			if (failure.code === "agent_failed") this.#doubt(failure.info);
			throw failure;
		}
	}

	/** An agent may say that it has brought a session back and then fail over it each time: it gets one try. */
	#doubt(fault: WorkspaceErrorInfo): void {
		if (this.#origin !== "restored" || this.#isProven) return;
		void this.#options.forgetSession().catch(() => undefined);
		void this.handleEnd(fault);
	}

	async cancel(): Promise<void> {
		const { agentSessionId } = this.#openSession();
		await this.#limited(
			"Stopping the agent",
			this.#options.guard.notify("session/cancel", { sessionId: agentSessionId }),
		);
		await Promise.all(this.#permissions.all().map((id) => this.answerPermission(id, null)));
	}

	async answerPermission(permissionId: string, optionId: string | null): Promise<void> {
		if (this.#fault || !this.#permissions.take(permissionId)) throw new SessionError(approvalClosed());
		const outcome = optionId === null ? { outcome: "cancelled" } : { outcome: "selected", optionId };
		await this.#limited("Answering the agent", this.#options.guard.answer(permissionId, { outcome }));
	}

	async setConfigOption(configId: string, value: string): Promise<void> {
		const session = this.#openSession();
		const options = session.toRecord().configOptions ?? [];
		const isMode = configId === "mode" && !options.some(({ id }) => id === configId);
		const change = isMode
			? session.rawSend("session/set_mode", { modeId: value })
			: session.rawSend("session/set_config_option", { configId, value });
		await this.#limited("Changing the setting", change);
	}

	async close(): Promise<void> {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#fault ??= sessionClosed();
		const { guard, sdk } = this.#options;
		guard.close();
		this.#lost.reject(new SessionError(this.#fault));
		await withTimeout(sdk.dispose(), { what: "Letting go of the agent", ms: DISPOSE_MS }).catch(() => undefined);
	}

	/** What the SDK threw, as people will read it. When the connection is lost, that is the reason for everything. */
	toError(error: unknown): SessionError {
		const cause = { cause: error };
		return this.#fault ? new SessionError(this.#fault, cause) : toSessionError(error, this.#options.guard);
	}

	#openSession(): SdkSession {
		if (this.#session && !this.#fault) return this.#session;
		throw new SessionError(this.#fault ?? sessionClosed());
	}

	async #limited(what: string, promise: Promise<unknown>): Promise<void> {
		try {
			await withTimeout(promise, { what, ms: this.#options.limits.requestTimeoutMs });
		} catch (error) {
			throw this.toError(error);
		}
	}
}
