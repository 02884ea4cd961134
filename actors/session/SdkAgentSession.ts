import type { SandboxAgent, Session as SdkSession, SessionEvent } from "sandbox-agent";
import * as v from "valibot";
import type { LoginMethod, Session, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import {
	agentFailed,
	approvalClosed,
	loginRequired,
	PromptNotDeliveredError,
	SessionError,
	sessionClosed,
	settingNotTaken,
} from "../errors/sessionErrors.ts";
import type { SessionLimits } from "../limits/sessionLimits.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { errorInfoFromAcpError, readSettings } from "../timeline/index.ts";
import { withTimeout } from "../timing/timeouts.ts";
import type { AcpContentBlock, AgentPermissionRequest, AgentSession, AgentSessionListener } from "./agentSession.ts";
import type { AcpGuard } from "./guard/AcpGuard.ts";
import { COMPLETE_METHOD, QUESTION_METHOD, WITHDRAWN_METHOD } from "./guard/Exchange.ts";
import { isJsonObject } from "./guard/jsonRpc.ts";
import { PERMISSION_METHOD, restoreMessage } from "./guard/passingSdk.ts";
import { isLoginError, parseLoginMethods } from "./loginMethods.ts";

/** A workspace has one session, so its id carries no meaning. */
export const SESSION_ID = "default";

/** The permission requests that wait for an answer. */
class OpenPermissions {
	readonly #open = new Map<string, AbortController>();

	/** The permission request in an event, if it holds one. */
	track({ sender, payload }: SessionEvent): AgentPermissionRequest | null {
		const message: unknown = payload;
		if (sender !== "agent" || !isJsonObject(message) || message.method !== PERMISSION_METHOD) return null;
		const permissionId = String(message.id);
		const controller = new AbortController();
		this.#open.set(permissionId, controller);
		return { permissionId, request: message.params, signal: controller.signal };
	}

	/** Removes a request; false when it no longer waits. */
	take(permissionId: string): boolean {
		return this.#open.delete(permissionId);
	}

	/** The agent has taken a request back; false when it no longer waits. */
	withdraw(permissionId: string): boolean {
		this.#open.get(permissionId)?.abort();
		return this.take(permissionId);
	}

	all(): readonly string[] {
		return [...this.#open.keys()];
	}
}

/** ACP's outcome of a permission request that nobody has decided. */
const CANCELLED = { outcome: "cancelled" };

/** The last events are in this process already when their prompt settles, so they come soon. */
const LAST_UPDATES_MS = 2_000;

/**
 * Delays a settled prompt until its response has passed among the session's events: the SDK settles it before it emits
 * the events that precede the response.
 */
class PromptTracker {
	#requestId: unknown;
	#answered = Promise.withResolvers<void>();

	/**
	 * Runs a prompt and settles as it does, but after its last event.
	 *
	 * @param lost - Rejects when no more events can come.
	 */
	async run<T>(prompt: () => Promise<T>, lost: Promise<never>): Promise<T> {
		this.#requestId = undefined;
		this.#answered = Promise.withResolvers();
		try {
			return await Promise.race([prompt(), lost]);
		} finally {
			const lastEvent = Promise.race([this.#answered.promise, lost]);
			await withTimeout(lastEvent, { what: "Receiving the last updates", ms: LAST_UPDATES_MS }).catch(() => undefined);
		}
	}

	/** Call it after the event was passed on. Returns whether it was the response to the prompt. */
	track({ sender, payload }: SessionEvent): boolean {
		const message: unknown = payload;
		if (!isJsonObject(message)) return false;
		const { method, id } = message;
		if (sender === "client" && method === "session/prompt") this.#requestId = id;
		if (sender !== "agent" || method !== undefined || id !== this.#requestId) return false;
		this.#answered.resolve();
		return true;
	}
}

const flag = v.fallback(v.boolean(), false);

const NO_CAPABILITIES = { image: false, audio: false, embeddedContext: false };

const initializeSchema = v.object({
	agentCapabilities: v.object({ promptCapabilities: v.object({ image: flag, audio: flag, embeddedContext: flag }) }),
});

/** What prompts may contain besides text, by the agent's result of ACP's `initialize`. */
function parsePromptCapabilities(initializeResult: unknown): Session["promptCapabilities"] {
	const parsed = v.safeParse(initializeSchema, initializeResult);
	return parsed.success ? parsed.output.agentCapabilities.promptCapabilities : NO_CAPABILITIES;
}

const steeringSchema = v.object({ _meta: v.object({ steering: v.object({ supported: v.literal(true) }) }) });

/** A request that current agents agree on beside ACP: https://github.com/agentclientprotocol/codex-acp, docs/steering.md. */
const STEERING_METHOD = "_session/steering";

/** The agent must not begin a turn of its own with the prompt: the workspace would not know of it. */
const ONLY_DURING_TURN = { steering: { idleBehavior: "promptRequired" } };

const steeringResponseSchema = v.object({ outcome: v.string() });

/** JSON-RPC's codes of a request that the agent refuses as it is: invalid, an unknown method, invalid params. */
const REFUSED_REQUEST_CODES = [-32_600, -32_601, -32_602];

/** How the mode and the model are set where agents have them outside the config options. */
const OLD_SETTING_REQUESTS: ReadonlyMap<string, { readonly method: string; readonly param: string }> = new Map([
	["mode", { method: "session/set_mode", param: "modeId" }],
	["model", { method: "session/set_model", param: "modelId" }],
]);

/** ACP sends a switch's value as a boolean, marked as one. */
function toAcpValue(type: string | undefined, value: string): { readonly type?: "boolean"; readonly value: unknown } {
	return type === "boolean" ? { type, value: value === "true" } : { value };
}

const agentErrorSchema = v.object({ code: v.number(), message: v.string() });

/** What the SDK threw, as a session error: the guard's own, the agent's error response, or anything else. */
function toSessionError(thrown: unknown, guard: AcpGuard): SessionError {
	if (thrown instanceof SessionError) return thrown;
	const guardError = guard.findError(thrown);
	if (guardError) return new SessionError(guardError);
	// Only the agent's own response is shown to people. Anything else could quote an address or a token.
	const isResponse = v.is(agentErrorSchema, thrown);
	if (isLoginError(thrown, parseLoginMethods(guard.initializeResult)))
		return new SessionError(loginRequired(guard.agent, errorInfoFromAcpError(thrown).detail));
	return new SessionError(isResponse ? errorInfoFromAcpError(thrown) : agentFailed(), { cause: thrown });
}

/** Behind the guard the SDK waits for nothing outside this process, so these waits are short. */
const DISPOSE_MS = 1_000;
const FINAL_UPDATES_MS = 3_000;

interface SdkAgentSessionDeps {
	readonly sandbox: Sandbox;
	readonly limits: SessionLimits;
	readonly sdk: SandboxAgent;
	readonly guard: AcpGuard;
	readonly listener: AgentSessionListener;
	/** Prevents the session from being restored again. */
	forgetSession(): Promise<void>;
}

/** The SDK's session once it is open, and what the agent knows of the past. */
export interface StartedSession {
	readonly session: SdkSession;
	readonly origin: AgentSession["origin"];
	/** For the agent, with its first prompt; null when it needs none. */
	readonly history: string | null;
}

/** An agent session over the SDK behind its guard. It emits events from the start, and can be used after `start`. */
export class SdkAgentSession implements AgentSession {
	readonly #deps: SdkAgentSessionDeps;
	readonly #prompts = new PromptTracker();
	readonly #permissions = new OpenPermissions();
	readonly #lost = Promise.withResolvers<never>();
	#session: SdkSession | undefined;
	#origin: AgentSession["origin"] = "new";
	/** The history that the next prompt must include. */
	#history: string | null = null;
	#hasCompletedTurn = false;
	#error: WorkspaceErrorInfo | null = null;
	#isClosed = false;
	#turn: Promise<unknown> = Promise.resolve();
	readonly #over = Promise.withResolvers<void>();

	constructor(deps: SdkAgentSessionDeps) {
		this.#deps = deps;
		this.#lost.promise.catch(() => undefined);
		deps.sdk.onSessionEvent(SESSION_ID, (event) => this.#handleEvent(event));
	}

	/**
	 * Takes the session that the SDK has opened.
	 *
	 * @throws {SessionError} When the agent was lost in the meantime.
	 */
	start({ session, origin, history }: StartedSession): void {
		if (this.#error) throw new SessionError(this.#error);
		this.#session = session;
		this.#origin = origin;
		this.#history = history;
		this.#deps.guard.startSilenceWatch();
	}

	get sandbox(): Sandbox {
		return this.#deps.sandbox;
	}

	get origin(): AgentSession["origin"] {
		return this.#origin;
	}

	get promptCapabilities(): AgentSession["promptCapabilities"] {
		return parsePromptCapabilities(this.#deps.guard.initializeResult);
	}

	get canSteer(): boolean {
		return v.is(steeringSchema, this.#deps.guard.initializeResult);
	}

	get loginMethods(): readonly LoginMethod[] {
		return parseLoginMethods(this.#deps.guard.initializeResult);
	}

	get unsupportedParams(): AgentSession["unsupportedParams"] {
		return this.#deps.guard.unsupportedParams;
	}

	/** The SDK's record lacks the models of older agents. */
	get #openedWith(): { readonly models?: unknown } {
		const { sessionResult } = this.#deps.guard;
		return isJsonObject(sessionResult) ? { models: sessionResult.models } : {};
	}

	get settings(): AgentSession["settings"] {
		const record = this.#session?.toRecord();
		return readSettings({ ...this.#openedWith, ...record });
	}

	get over(): Promise<void> {
		return this.#over.promise;
	}

	/** Call it when the guard has lost the connection. Events of the turn that are still on their way come first. */
	async handleEnd(error: WorkspaceErrorInfo): Promise<void> {
		if (this.#error) return;
		this.#error = error;
		if (!this.#session) return;
		await withTimeout(this.#turn, { what: "Ending the turn", ms: FINAL_UPDATES_MS }).catch(() => undefined);
		this.#lost.reject(new SessionError(error));
		if (!this.#isClosed) this.#deps.listener.onClosed(error);
		await this.close();
	}

	prompt(blocks: readonly AcpContentBlock[]): Promise<{ readonly stopReason: string }> {
		const turn = this.#runPrompt(blocks);
		this.#turn = turn.catch(() => undefined);
		return turn;
	}

	async steer(prompt: readonly AcpContentBlock[]): Promise<boolean> {
		if (!this.#session || this.#error) throw new PromptNotDeliveredError(this.#error ?? sessionClosed());
		const steered = this.#session.rawSend(STEERING_METHOD, { prompt, _meta: ONLY_DURING_TURN });
		try {
			const timeout = { what: "Steering the agent", ms: this.#deps.limits.requestTimeoutMs };
			const { outcome } = v.parse(steeringResponseSchema, await withTimeout(steered, timeout));
			return outcome === "injected";
		} catch (thrown) {
			if (v.is(agentErrorSchema, thrown) && REFUSED_REQUEST_CODES.includes(thrown.code)) return false;
			const error = this.toError(thrown);
			throw this.#deps.guard.isUndelivered(thrown) ? new PromptNotDeliveredError(error.info, { cause: thrown }) : error;
		}
	}

	async cancel(): Promise<void> {
		const { agentSessionId } = this.#openSession();
		const cancelled = this.#deps.guard.notify("session/cancel", { sessionId: agentSessionId });
		await this.#withRequestTimeout("Stopping the agent", cancelled);
		await Promise.all(this.#permissions.all().map((id) => this.answerPermission(id, null)));
	}

	async answerPermission(permissionId: string, optionId: string | null): Promise<void> {
		if (this.#error || !this.#permissions.take(permissionId)) throw new SessionError(approvalClosed());
		const outcome = optionId === null ? CANCELLED : { outcome: "selected", optionId };
		await this.#withRequestTimeout("Answering the agent", this.#deps.guard.answer(permissionId, { outcome }));
	}

	async setConfigOption(configId: string, value: string): Promise<void> {
		const session = this.#openSession();
		const option = session.toRecord().configOptions?.find(({ id }) => id === configId);
		const request = option ? undefined : OLD_SETTING_REQUESTS.get(configId);
		const change = request
			? session.rawSend(request.method, { [request.param]: value })
			: session.rawSend("session/set_config_option", { configId, ...toAcpValue(option?.type, value) });
		await this.#withRequestTimeout("Changing the setting", change).catch((error: unknown) => {
			const isRefused = error instanceof SessionError && error.info.code === "agent_failed";
			throw isRefused ? new SessionError(settingNotTaken(error.info.detail), { cause: error }) : error;
		});
	}

	async close(): Promise<void> {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#over.resolve();
		this.#error ??= sessionClosed();
		const { guard, sdk } = this.#deps;
		guard.close();
		this.#lost.reject(new SessionError(this.#error));
		await withTimeout(sdk.dispose(), { what: "Disposing the SDK", ms: DISPOSE_MS }).catch(() => undefined);
	}

	/** What the SDK threw, as an error for people. Once the connection is lost, that is the reason for every failure. */
	toError(thrown: unknown): SessionError {
		return this.#error ? new SessionError(this.#error, { cause: thrown }) : toSessionError(thrown, this.#deps.guard);
	}

	#handleEvent(emitted: SessionEvent): void {
		if (this.#isClosed) return;
		const event = restoreMessage(emitted);
		this.#deps.listener.onEvent(event);
		const permission = this.#permissions.track(event);
		if (permission) this.#deps.listener.onPermissionRequest(permission);
		this.#handleQuestion(event);
		this.#handleWithdrawal(event);
		if (this.#prompts.track(event)) this.#deps.listener.onPromptAnswered();
	}

	#handleQuestion({ sender, payload }: SessionEvent): void {
		const message: unknown = payload;
		if (sender !== "agent" || !isJsonObject(message) || !isJsonObject(message.params)) return;
		const { questionId, elicitationId } = message.params;
		if (message.method === QUESTION_METHOD) this.passQuestionOn(String(questionId));
		if (message.method === COMPLETE_METHOD) this.#deps.listener.onQuestionCompleted(String(elicitationId));
	}

	#handleWithdrawal({ sender, payload }: SessionEvent): void {
		const message: unknown = payload;
		if (sender !== "agent" || !isJsonObject(message) || message.method !== WITHDRAWN_METHOD) return;
		const permissionId = isJsonObject(message.params) ? String(message.params.permissionId) : "";
		if (!this.#permissions.withdraw(permissionId)) return;
		const answered = this.#deps.guard.answer(permissionId, { outcome: CANCELLED });
		// A lost connection is reported elsewhere.
		answered.catch(() => undefined);
	}

	/** Call it for a question that comes while the agent has no session. */
	passQuestionOn(questionId: string): void {
		const question = this.#deps.guard.question(questionId);
		if (question) this.#deps.listener.onQuestion(question);
	}

	async #runPrompt(blocks: readonly AcpContentBlock[]): Promise<{ readonly stopReason: string }> {
		const { guard } = this.#deps;
		const deliveredBefore = guard.deliveredPrompts;
		const history = this.#history === null ? [] : [{ type: "text" as const, text: this.#history }];
		try {
			const session = this.#openSession();
			const prompt = () => session.prompt([...history, ...blocks]);
			const { stopReason } = await this.#prompts.run(prompt, this.#lost.promise);
			this.#history = null;
			this.#hasCompletedTurn = true;
			return { stopReason };
		} catch (thrown) {
			const error = this.toError(thrown);
			const isDelivered = guard.deliveredPrompts > deliveredBefore;
			// Another attempt would be as large.
			if (!isDelivered && error.code !== "prompt_too_long")
				throw new PromptNotDeliveredError(error.info, { cause: thrown });
			// Until somebody logs it in, every prompt would fail: those that wait are kept.
			if (error.code === "login_required") void this.handleEnd(error.info);
			if (error.code === "agent_failed") this.#abandonFailedRestore(error.info);
			throw error;
		}
	}

	/** Some agents claim to have restored a session and then fail on every prompt, so a restored one gets a single try. */
	#abandonFailedRestore(error: WorkspaceErrorInfo): void {
		if (this.#origin !== "restored" || this.#hasCompletedTurn) return;
		void this.#deps.forgetSession().catch(() => undefined);
		void this.handleEnd(error);
	}

	#openSession(): SdkSession {
		if (this.#session && !this.#error) return this.#session;
		throw new SessionError(this.#error ?? sessionClosed());
	}

	async #withRequestTimeout<Answer>(what: string, promise: Promise<Answer>): Promise<Answer> {
		try {
			return await withTimeout(promise, { what, ms: this.#deps.limits.requestTimeoutMs });
		} catch (error) {
			throw this.toError(error);
		}
	}
}
