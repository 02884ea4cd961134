import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import {
	agentExited,
	agentUnresponsive,
	approvalClosed,
	requestTooLarge,
	SessionError,
	sandboxUnreachable,
	sessionClosed,
} from "../../errors/sessionErrors.ts";
import { MAX_REQUEST_BYTES, type SessionLimits } from "../../limits/sessionLimits.ts";
import { delay, withTimeout } from "../../timing/timeouts.ts";
import { AcpEndpoint, type PostOutcome } from "./AcpEndpoint.ts";
import { EventStreamFollower } from "./EventStreamFollower.ts";
import { Exchange, PERMISSION_PREFIX } from "./Exchange.ts";
import { type JsonObject, type JsonRpcId, type JsonRpcMessageOf, parseJsonRpcMessage } from "./jsonRpc.ts";
import { type EarlierSession, restoreInsteadOfNew } from "./restoreSession.ts";
import { watchSilence } from "./silenceWatch.ts";

interface AcpGuardDeps {
	/** Reaches the sandbox-agent server. */
	readonly fetch: typeof fetch;
	readonly agent: string;
	readonly limits: SessionLimits;
	/** The session that the agent restores, if it can, when the SDK asks for a new one. */
	readonly earlier: EarlierSession | null;
	/** The server's id of an agent that nobody has released; null when there is none. */
	readonly abandonedServerId: string | null;
	/** Receives the server's id of this agent before it is started. */
	onServerId(serverId: string): void;
	onUpdatesLost(lost: number): void;
	/** The connection to the agent is gone. Called once, after every open request was answered with an error. */
	onEnd(error: WorkspaceErrorInfo): void;
}

/** A request that was cut off sooner, with no message from the agent since, has not reached it. */
const MIN_DELIVERY_MS = 5_000;

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
	/** There from the SDK's first message on: its URL is the agent's. */
	#agent: AgentConnection | undefined;

	constructor(deps: AcpGuardDeps) {
		this.#deps = deps;
		this.#exchange = new Exchange({ onAgentExit: (code) => this.#handleLoss(agentExited(code)) });
	}

	/** The agent's result of ACP's `initialize`, which the SDK does not expose. */
	get initializeResult(): unknown {
		return this.#exchange.initializeResult;
	}

	/** Whether the agent has restored its earlier session, so that it remembers by itself what went before. */
	get hasRestored(): boolean {
		return this.#exchange.hasRestored;
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
		if (parsed?.kind === "request") await this.#sendRequest(agent, parsed, body, query);
		if (parsed?.kind === "response") await this.#sendResponse(parsed.id, parsed.message);
		if (parsed?.kind === "notification") await this.#post(body);
	}

	async #sendRequest(
		{ stream }: AgentConnection,
		{ id, method, message }: JsonRpcMessageOf<"request">,
		body: string,
		query: string,
	): Promise<void> {
		const { earlier, limits } = this.#deps;
		const { signal } = this.#abort;
		const exchange = this.#exchange;
		exchange.pending.add(id, method);
		if (signal.aborted) return this.#failLater(id, sessionClosed());
		const bytes = Buffer.byteLength(body);
		if (bytes > MAX_REQUEST_BYTES) return this.#failLater(id, requestTooLarge(bytes));
		if (method === "session/new") {
			const restoring = { exchange, stream, earlier, limits, signal, post: (text: string) => this.#post(text) };
			if (await restoreInsteadOfNew(restoring, { id, params: message.params })) return;
		}
		if (method === "session/prompt") exchange.isReplaying = false;
		const outcome = await this.#post(body, query);
		if (outcome.kind === "refused") exchange.fail(id, outcome.error);
		if (outcome.kind === "answered") await this.#awaitResponseOnStream(stream, id, outcome.body);
		if (outcome.kind === "unclear") this.#handleCutOff(id, outcome.afterMs);
	}

	/** Permission requests are answered by people, so the SDK's own responses to them are dropped. */
	async #sendResponse(renamedId: JsonRpcId, message: JsonObject): Promise<void> {
		if (String(renamedId).startsWith(PERMISSION_PREFIX)) return;
		const id = this.#exchange.agentRequests.take(renamedId);
		if (id !== undefined) await this.#post(JSON.stringify({ ...message, id }));
	}

	/** In a later task: an error before the SDK awaits the response would be an unhandled rejection. */
	#failLater(id: JsonRpcId, error: WorkspaceErrorInfo): void {
		setTimeout(() => this.#exchange.fail(id, error));
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

	#handleLoss(error: WorkspaceErrorInfo): void {
		if (this.#abort.signal.aborted) return;
		this.close(error);
		this.#deps.onEnd(error);
	}

	async #send(message: JsonObject): Promise<void> {
		const outcome = await this.#post(JSON.stringify(message));
		if (outcome.kind === "refused") throw new SessionError(outcome.error);
		if (outcome.kind === "unclear") throw new SessionError(sandboxUnreachable());
	}

	async #post(body: string, query?: string): Promise<PostOutcome> {
		const outcome = await this.#agent?.endpoint.post(body, this.#abort.signal, query);
		return outcome ?? { kind: "refused", error: sessionClosed() };
	}
}
