import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import {
	agentExited,
	agentUnresponsive,
	approvalClosed,
	loginRequired,
	questionClosed,
	requestTooLarge,
	SessionError,
	sandboxUnreachable,
	sessionClosed,
	toErrorInfo,
} from "../../errors/sessionErrors.ts";
import { MAX_REQUEST_BYTES, type SessionLimits } from "../../limits/sessionLimits.ts";
import type { Redactor } from "../../text/createRedactor.ts";
import { errorInfoFromAcpError } from "../../timeline/index.ts";
import { delay, withTimeout } from "../../timing/timeouts.ts";
import { AcpEndpoint, type PostOutcome } from "./AcpEndpoint.ts";
import { withClientCapabilities } from "./clientCapabilities.ts";
import { EventStreamFollower } from "./EventStreamFollower.ts";
import { Exchange } from "./Exchange.ts";
import type { UnreadableMessage } from "./invalidLine.ts";
import {
	isJsonObject,
	type JsonObject,
	type JsonRpcId,
	type JsonRpcMessageOf,
	parseJsonRpcMessage,
} from "./jsonRpc.ts";
import { type EarlierSession, restoreInsteadOfNew } from "./restoreSession.ts";
import {
	findUnsupportedParams,
	type SessionParams,
	type UnsupportedParam,
	withSessionParams,
} from "./sessionParams.ts";
import { watchSilence } from "./silenceWatch.ts";

/** A prompt on its way, in a trace. */
export interface TracedPrompt {
	/** The header of W3C trace context. */
	readonly traceparent: string;
	/** @param outcome - How far it came. */
	end(outcome: string): void;
}

interface AcpGuardDeps {
	/** Reaches the sandbox-agent server. */
	readonly fetch: typeof fetch;
	readonly agent: string;
	readonly limits: SessionLimits;
	/** The login that the agent carries out before its session is opened; null for none. */
	readonly login: string | null;
	/** The session that the agent restores, if it can, when the SDK asks for a new one. */
	readonly earlier: EarlierSession | null;
	/** What the host gives the session, with which the guard completes the SDK's requests. */
	readonly params: SessionParams;
	/** Removes the host's secrets from a text. */
	readonly redact: Redactor;
	/** The server's id of an agent that nobody has released; null when there is none. */
	readonly abandonedServerId: string | null;
	/** Begins to trace the prompt that is sent next; null when nothing is traced. */
	readonly tracePost?: (() => TracedPrompt | null) | undefined;
	/** Receives the server's id of this agent before it is started. */
	onServerId(serverId: string): void;
	onUpdatesLost(lost: number): void;
	/** The agent asks something while it has no session. */
	onQuestionOutsideSession(questionId: string): void;
	/** What people do on a page is done, while the agent has no session. */
	onCompletedOutsideSession(elicitationId: string): void;
	/** The agent has sent a message that cannot be read. Whoever waits for it has got an error. Called 20 times at most. */
	onUnreadable(message: UnreadableMessage): void;
	/** The connection to the agent is gone. Called once, after every open request was answered with an error. */
	onEnd(error: WorkspaceErrorInfo): void;
}

/** A request that was ended sooner, with no message from the agent since, has not reached it. */
const MIN_DELIVERY_MS = 5_000;

/** Node gives up connecting after 10 s: until then nobody knows whether a prompt on its way is delivered. */
const MAX_CONNECT_MS = 11_000;

/** An agent that sends more of them sends nothing else, and the log need not say so each time. */
const MAX_REPORTED_UNREADABLE = 20;

/** A question that the agent waits for. */
interface GuardedQuestion {
	/** As the agent has sent it. */
	readonly request: unknown;
	/** Aborts with a `QuestionEnd`. */
	readonly signal: AbortSignal;
	/** @throws {SessionError} `question_closed` when it was answered before or the agent no longer waits. */
	answer(result: JsonObject): Promise<void>;
	/** Tells the agent that its question is none. */
	refuse(): Promise<void>;
}

/** JSON-RPC's error for a question of a kind that ACP does not define. */
const INVALID_PARAMS = { code: -32602, message: "Invalid params" };

/** A request of the SDK as the agent gets it. */
function toAgentText({ method, message }: JsonRpcMessageOf<"request">, body: string): string {
	return method === "initialize" ? JSON.stringify(withClientCapabilities(message)) : body;
}

/**
 * ACP reserves `traceparent` at the root of `_meta` for W3C trace context.
 *
 * @see https://agentclientprotocol.com/protocol/extensibility
 */
function withTraceparent(message: JsonObject, { traceparent }: TracedPrompt): JsonObject {
	const params = isJsonObject(message.params) ? message.params : {};
	const meta = isJsonObject(params._meta) ? params._meta : {};
	return { ...message, params: { ...params, _meta: { ...meta, traceparent } } };
}

/** The agent on the server: where messages go, and where they come from. */
interface AgentConnection {
	readonly endpoint: AcpEndpoint;
	readonly stream: EventStreamFollower;
}

/**
 * Stands between the SDK and the sandbox-agent server, as the `fetch` that the SDK is given.
 *
 * To the SDK every POST succeeds at once, and every response comes over the event stream, after the updates that precede
 * it. So no failure can end the process or leave a call pending, and no timeout on the way can end a turn: only the
 * agent's response, a refusal, or the loss of the connection does.
 */
export class AcpGuard {
	readonly #deps: AcpGuardDeps;
	readonly #abort = new AbortController();
	readonly #exchange: Exchange;
	/** How many messages could not be read. */
	#unreadable = 0;
	/** There from the SDK's first message on: its URL is the agent's. */
	#agent: AgentConnection | undefined;
	#deliveredPrompts = 0;
	/** The prompt that is being sent: nobody knows yet whether it arrives. */
	#sending: { readonly id: JsonRpcId; readonly since: number; readonly outcome: Promise<unknown> } | null = null;
	#isLost = false;

	constructor(deps: AcpGuardDeps) {
		this.#deps = deps;
		this.#exchange = new Exchange({
			agent: deps.agent,
			onUnreadable: (message, response) => this.#handleUnreadable(message, response),
			onResponse: (response) => void this.#post(JSON.stringify(response)),
			onQuestionOutsideSession: (questionId) => this.#deps.onQuestionOutsideSession(questionId),
			onCompletedOutsideSession: (elicitationId) => this.#deps.onCompletedOutsideSession(elicitationId),
			redact: deps.redact,
			onAgentExit: (code) => this.#handleLoss(agentExited(code)),
		});
	}

	/** The agent's id. */
	get agent(): string {
		return this.#deps.agent;
	}

	/** The agent's result of ACP's `initialize`, which the SDK does not expose. */
	get initializeResult(): unknown {
		return this.#exchange.initializeResult;
	}

	/** The agent's result of the request that opened the session, with what the SDK does not know. */
	get sessionResult(): unknown {
		return this.#exchange.sessionResult;
	}

	/** Whether the agent has restored its earlier session, so that it remembers by itself what went before. */
	get hasRestored(): boolean {
		return this.#exchange.hasRestored;
	}

	/** How many prompts the agent may have received. One that certainly did not arrive does not count. */
	get deliveredPrompts(): number {
		return this.#deliveredPrompts;
	}

	/** What the agent cannot use of what the host gives it. */
	get unsupportedParams(): readonly UnsupportedParam[] {
		return findUnsupportedParams(this.#deps.params, this.initializeResult);
	}

	/** For the SDK, as its `fetch`. */
	readonly fetch: typeof fetch = async (input, init) => {
		const url = new URL(input instanceof Request ? input.url : input);
		if (!url.pathname.includes("/acp/")) return this.#deps.fetch(input, init);
		if (init?.method === "POST") return this.#handlePost(url, init);
		return init?.method === "DELETE" ? this.#handleDelete() : this.#exchange.sdkStream.open();
	};

	/**
	 * Sends the agent a notification.
	 *
	 * @throws {SessionError} When it could not be delivered.
	 */
	async notify(method: string, params: JsonObject): Promise<void> {
		await this.#send({ jsonrpc: "2.0", method, params });
	}

	/**
	 * Answers a permission request of the agent. Only the first answer counts.
	 *
	 * @throws {SessionError} `approval_closed` when the request was answered before.
	 */
	async answer(requestId: string, result: JsonObject): Promise<void> {
		const id = this.#exchange.agentRequests.take(requestId);
		if (id === undefined) throw new SessionError(approvalClosed());
		await this.#send({ jsonrpc: "2.0", id, result });
	}

	/** A question that the agent waits for; undefined when it no longer does. */
	question(questionId: string): GuardedQuestion | undefined {
		const open = this.#exchange.questions.get(questionId);
		if (!open) return undefined;
		return {
			request: open.params,
			signal: open.controller.signal,
			answer: (result) => this.#respond(questionId, { result }),
			refuse: () => this.#respond(questionId, { error: INVALID_PARAMS }),
		};
	}

	/** @throws {SessionError} `question_closed` when the question was answered before. */
	async #respond(questionId: string, response: JsonObject): Promise<void> {
		const question = this.#exchange.questions.take(questionId);
		if (!question) throw new SessionError(questionClosed());
		await this.#send({ jsonrpc: "2.0", id: question.requestId, ...response });
	}

	/** From now on an agent that falls silent for good is detected. */
	startSilenceWatch(): void {
		const { agentSilenceTimeoutMs: silenceMs } = this.#deps.limits;
		void watchSilence({
			silenceMs,
			signal: this.#abort.signal,
			isSilent: () =>
				this.#exchange.pending.hasMethod("session/prompt") && this.#agent?.stream.isQuiet(silenceMs) === true,
			probe: () => this.#exchange.guardRequests.probe((body) => this.#post(body)),
			onUnresponsive: () => this.#handleLoss(agentUnresponsive()),
		});
	}

	/** The guard's error behind one of the SDK; undefined when that comes from the agent or the SDK itself. */
	findError(thrown: unknown): WorkspaceErrorInfo | undefined {
		return this.#exchange.findError(thrown);
	}

	/** Whether the agent has certainly not received the request behind what the SDK threw. */
	isUndelivered(thrown: unknown): boolean {
		return this.#exchange.isUndelivered(thrown);
	}

	/** Ends the connection on this side: every open request is answered with an error, and no more messages come. */
	close(error: WorkspaceErrorInfo = sessionClosed()): void {
		if (this.#abort.signal.aborted) return;
		this.#abort.abort();
		this.#exchange.end(error);
		this.#agent?.endpoint.release();
	}

	#handlePost(url: URL, init: RequestInit): Response {
		this.#agent ??= this.#connect(url, init);
		void this.#sendFromSdk(this.#agent, String(init.body), url.search);
		return new Response(null, { status: 202 });
	}

	#handleDelete(): Response {
		this.close();
		return new Response(null, { status: 204 });
	}

	#connect(url: URL, { headers }: RequestInit): AgentConnection {
		const { fetch, agent, limits, abandonedServerId, onServerId } = this.#deps;
		const { signal } = this.#abort;
		const endpoint = new AcpEndpoint({ fetch, agent, url: new URL(url.pathname, url), headers });
		if (abandonedServerId) endpoint.withServerId(abandonedServerId).release();
		onServerId(endpoint.serverId);
		const stream = new EventStreamFollower({
			open: (extra) => endpoint.openStream(extra, signal),
			agent,
			limits,
			signal,
			onMessage: this.#exchange.receive,
			onMessagesLost: (lost) => this.#handleLostMessages(lost),
			onEnd: (error) => this.#handleLoss(error),
		});
		void stream.run();
		return { endpoint, stream };
	}

	/** Sends one message of the SDK. Never rejects: a failure reaches the SDK as an error response on its stream. */
	async #sendFromSdk(agent: AgentConnection, body: string, query: string): Promise<void> {
		const parsed = parseJsonRpcMessage(body);
		if (parsed?.kind === "request") await this.#sendRequest(agent, parsed, toAgentText(parsed, body), query);
		if (parsed?.kind === "notification") await this.#post(body);
	}

	async #sendRequest(
		{ stream }: AgentConnection,
		{ id, method, message }: JsonRpcMessageOf<"request">,
		body: string,
		query: string,
	): Promise<void> {
		const { signal } = this.#abort;
		const exchange = this.#exchange;
		exchange.pending.add(id, method);
		if (signal.aborted) return this.#failLater(id, sessionClosed());
		const bytes = Buffer.byteLength(body);
		if (bytes > MAX_REQUEST_BYTES) return this.#failLater(id, requestTooLarge(bytes));
		if (method === "session/new") return this.#openSession(stream, id, message, query);
		if (method === "session/prompt") return this.#sendPrompt(stream, id, message, body, query);
		await this.#postRequest(stream, id, body, query);
	}

	/** A prompt that does not arrive ends the connection: it waits for the next one. */
	async #sendPrompt(
		stream: EventStreamFollower,
		id: JsonRpcId,
		message: JsonObject,
		body: string,
		query: string,
	): Promise<void> {
		this.#exchange.isReplaying = false;
		this.#deliveredPrompts += 1;
		const traced = this.#deps.tracePost?.() ?? null;
		const posted = traced
			? this.#post(JSON.stringify(withTraceparent(message, traced)), query, { traceparent: traced.traceparent })
			: this.#post(body, query);
		this.#sending = { id, since: performance.now(), outcome: posted };
		const outcome = await posted;
		this.#sending = null;
		traced?.end(outcome.kind);
		if (outcome.kind === "undelivered") {
			this.#deliveredPrompts -= 1;
			this.#exchange.failUndelivered(id, outcome.error);
			this.#handleLoss(outcome.error);
		} else await this.#handleOutcome(stream, id, outcome);
	}

	/** Restores the earlier session, or opens a new one, with what the host gives it. */
	async #openSession(stream: EventStreamFollower, id: JsonRpcId, message: JsonObject, query: string): Promise<void> {
		const { earlier, limits, params: given, login } = this.#deps;
		const exchange = this.#exchange;
		const refused = login === null ? null : await this.#logIn(login);
		if (refused) return exchange.fail(id, refused);
		const asked = isJsonObject(message.params) ? message.params : {};
		const params = withSessionParams(asked, given, exchange.initializeResult);
		const post = (text: string) => this.#post(text);
		const restoring = { exchange, stream, earlier, limits, signal: this.#abort.signal, post };
		if (await restoreInsteadOfNew(restoring, { id, params })) return;
		await this.#postRequest(stream, id, JSON.stringify({ ...message, params }), query);
	}

	/** Why the agent has not logged in; null when it has. */
	async #logIn(methodId: string): Promise<WorkspaceErrorInfo | null> {
		const request = this.#exchange.guardRequests.send("authenticate", { methodId }, (body) => this.#post(body));
		const timeout = { what: "The login", ms: this.#deps.limits.loginTimeoutMs, signal: this.#abort.signal };
		try {
			const { error } = await withTimeout(request, timeout);
			return error === undefined ? null : loginRequired(this.agent, errorInfoFromAcpError(error).detail);
		} catch (error) {
			return loginRequired(this.agent, toErrorInfo(error).message);
		}
	}

	async #postRequest(stream: EventStreamFollower, id: JsonRpcId, body: string, query: string): Promise<void> {
		await this.#handleOutcome(stream, id, await this.#post(body, query));
	}

	async #handleOutcome(stream: EventStreamFollower, id: JsonRpcId, outcome: PostOutcome): Promise<void> {
		if (outcome.kind === "undelivered") this.#exchange.failUndelivered(id, outcome.error);
		if (outcome.kind === "refused") this.#exchange.fail(id, outcome.error);
		if (outcome.kind === "answered") await this.#awaitResponseOnStream(stream, id, outcome.body);
		if (outcome.kind === "unclear") this.#handleCutOff(id, outcome.afterMs);
	}

	/** Of a request that is not sent. In a later task: an error before the SDK awaits the response would be an unhandled rejection. */
	#failLater(id: JsonRpcId, error: WorkspaceErrorInfo): void {
		setTimeout(() => this.#exchange.failUndelivered(id, error));
	}

	/**
	 * The response to a POST also comes over the stream, after the updates that precede it, and only that one is passed
	 * on. The one from the POST is used when the server has dropped the other in a burst of messages.
	 */
	async #awaitResponseOnStream(stream: EventStreamFollower, id: JsonRpcId, body: string): Promise<void> {
		const { responseGraceMs } = this.#deps.limits;
		const { signal } = this.#abort;
		const isPending = () => this.#exchange.pending.has(id) && !signal.aborted;
		do await delay(responseGraceMs, signal);
		while (isPending() && !stream.isQuiet(responseGraceMs));
		// The stream is also quiet while the server prepares a large message: several seconds for 5 MB on a busy machine.
		if (isPending()) await this.#drainStream();
		if (isPending()) this.#exchange.receive(body);
	}

	/** Waits until everything that the agent has sent so far was received. */
	async #drainStream(): Promise<void> {
		const probed = this.#exchange.guardRequests.probe((body) => this.#post(body));
		const { requestTimeoutMs: ms } = this.#deps.limits;
		const timeout = { what: "An answer to the probe", ms, signal: this.#abort.signal };
		await withTimeout(probed, timeout).catch(() => undefined);
	}

	#handleCutOff(id: JsonRpcId, afterMs: number): void {
		const hasArrived = afterMs >= MIN_DELIVERY_MS || this.#exchange.pending.wasReceived(id);
		if (!hasArrived) this.#exchange.fail(id, sandboxUnreachable());
	}

	/** While the agent repeats the past of a session, nothing is lost: the past is stored here. */
	#handleLostMessages(lost: number): void {
		if (!this.#exchange.isReplaying) this.#deps.onUpdatesLost(lost);
	}

	#handleUnreadable(message: UnreadableMessage, response: JsonObject | null): void {
		if (response) void this.#post(JSON.stringify(response));
		// Without an id it is a notification: an update of the turn.
		if (message.id === undefined) this.#handleLostMessages(1);
		this.#unreadable += 1;
		if (this.#unreadable <= MAX_REPORTED_UNREADABLE) this.#deps.onUnreadable(message);
	}

	/** A prompt that is on its way is waited for: if it certainly does not arrive, it can be sent again. */
	#handleLoss(error: WorkspaceErrorInfo): void {
		if (this.#abort.signal.aborted || this.#isLost) return;
		this.#isLost = true;
		const undecided = this.#undecidedPrompt();
		if (undecided) void undecided.then(() => this.#end(error));
		else this.#end(error);
	}

	/** Resolves when it is known whether the prompt on its way arrives; null when none is, or when it has arrived. */
	#undecidedPrompt(): Promise<unknown> | null {
		if (!this.#sending || this.#exchange.pending.wasReceived(this.#sending.id)) return null;
		const sentMs = performance.now() - this.#sending.since;
		if (sentMs >= MIN_DELIVERY_MS) return null;
		return Promise.race([this.#sending.outcome, delay(MAX_CONNECT_MS - sentMs, this.#abort.signal)]);
	}

	#end(error: WorkspaceErrorInfo): void {
		if (this.#abort.signal.aborted) return;
		const shown = this.#exchange.withoutSecrets(error);
		this.close(shown);
		this.#deps.onEnd(shown);
	}

	async #send(message: JsonObject): Promise<void> {
		const outcome = await this.#post(JSON.stringify(message));
		if ("error" in outcome) throw new SessionError(outcome.error);
		if (outcome.kind === "unclear") throw new SessionError(sandboxUnreachable());
	}

	async #post(body: string, query?: string, headers?: Record<string, string>): Promise<PostOutcome> {
		const outcome = await this.#agent?.endpoint.post(body, this.#abort.signal, query, headers);
		return outcome ?? { kind: "undelivered", error: sessionClosed() };
	}
}
