import type { SandboxAgent, Session as SdkSession, SessionEvent } from "sandbox-agent";
import * as v from "valibot";
import type { Session, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { agentFailed, approvalClosed, SessionError, sessionClosed } from "../errors/sessionErrors.ts";
import type { SessionLimits } from "../limits/sessionLimits.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { errorInfoFromAcpError, readSettings } from "../timeline/index.ts";
import { withTimeout } from "../timing/timeouts.ts";
import type { AcpContentBlock, AgentPermissionRequest, AgentSession, AgentSessionListener } from "./agentSession.ts";
import type { AcpGuard } from "./guard/AcpGuard.ts";
import { isJsonObject } from "./guard/jsonRpc.ts";
import type { StartedSession } from "./startSession.ts";

/** The permission requests that wait for an answer. */
class OpenPermissions {
	readonly #ids = new Set<string>();

	/** The permission request in an event, if it holds one. */
	track({ sender, payload }: SessionEvent): AgentPermissionRequest | null {
		const message: unknown = payload;
		if (sender !== "agent" || !isJsonObject(message) || message.method !== "session/request_permission") return null;
		const permissionId = String(message.id);
		this.#ids.add(permissionId);
		return { permissionId, request: message.params };
	}

	/** Takes one out; false when it does not wait any more. */
	take(permissionId: string): boolean {
		return this.#ids.delete(permissionId);
	}

	all(): readonly string[] {
		return [...this.#ids];
	}
}

/** The events are in this process already when their prompt settles, so they come soon. */
const LAST_UPDATES_MS = 2_000;

/**
 * Holds a settled prompt back until its answer has passed by among the session's events: the SDK settles it before it
 * hands out the events that came before its answer.
 */
class PromptTracker {
	#requestId: unknown;
	#answered = Promise.withResolvers<void>();

	/**
	 * Runs a prompt and settles as it does, but after its last event.
	 *
	 * @param lost - Rejects when nothing more can come.
	 */
	async run<T>(prompt: () => Promise<T>, lost: Promise<never>): Promise<T> {
		this.#requestId = undefined;
		this.#answered = Promise.withResolvers();
		try {
			return await Promise.race([prompt(), lost]);
		} finally {
			const heard = Promise.race([this.#answered.promise, lost]);
			await withTimeout(heard, { what: "Hearing the last updates", ms: LAST_UPDATES_MS }).catch(() => undefined);
		}
	}

	/** Call after the event was handed on. */
	track({ sender, payload }: SessionEvent): void {
		const message: unknown = payload;
		if (!isJsonObject(message)) return;
		const { method, id } = message;
		if (sender === "client" && method === "session/prompt") this.#requestId = id;
		if (sender === "agent" && method === undefined && id === this.#requestId) this.#answered.resolve();
	}
}

const flag = v.fallback(v.boolean(), false);

const NONE = { image: false, audio: false, embeddedContext: false };

const initializeSchema = v.object({
	agentCapabilities: v.object({ promptCapabilities: v.object({ image: flag, audio: flag, embeddedContext: flag }) }),
});

/** What prompts may hold besides text, out of the answer to ACP's `initialize`. */
function parsePromptCapabilities(initializeResult: unknown): Session["promptCapabilities"] {
	const parsed = v.safeParse(initializeSchema, initializeResult);
	return parsed.success ? parsed.output.agentCapabilities.promptCapabilities : NONE;
}

const agentErrorSchema = v.object({ code: v.number(), message: v.string() });

/** What the SDK threw, as an error of the session: the guard's own fault, an agent's error answer, or a surprise. */
function toSessionError(error: unknown, guard: AcpGuard): SessionError {
	if (error instanceof SessionError) return error;
	const guardFault = guard.errorInfoOf(error);
	if (guardFault) return new SessionError(guardFault);
	// Only an agent's own answer is for people's eyes. Anything else could quote an address or a token.
	const isAnswer = v.is(agentErrorSchema, error);
	return new SessionError(isAnswer ? errorInfoFromAcpError(error) : agentFailed(), { cause: error });
}

/** Behind the guard nothing the SDK waits for is outside this process, so these waits are short. */
const DISPOSE_MS = 1_000;
const FINAL_UPDATES_MS = 3_000;

interface SdkAgentSessionOptions {
	readonly sandbox: Sandbox;
	readonly limits: SessionLimits;
	readonly sdk: SandboxAgent;
	readonly guard: AcpGuard;
	readonly listener: AgentSessionListener;
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

	get sandbox(): Sandbox {
		return this.#options.sandbox;
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
