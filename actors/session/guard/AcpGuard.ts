import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import {
	agentExited,
	agentUnresponsive,
	approvalClosed,
	SessionError,
	sandboxUnreachable,
	sessionClosed,
} from "../../errors/sessionErrors.ts";
import type { SessionLimits } from "../../limits/sessionLimits.ts";
import { delay, withTimeout } from "../../timing/timeouts.ts";
import { AcpEndpoint, type PostOutcome } from "./AcpEndpoint.ts";
import { EventStreamFollower } from "./EventStreamFollower.ts";
import { Exchange } from "./Exchange.ts";
import type { JsonObject } from "./jsonRpc.ts";
import { type EarlierSession, SdkOutbox } from "./SdkOutbox.ts";

interface SilenceWatchOptions {
	/** After this much silence in a turn the agent is probed, and has as long again to answer. */
	readonly silenceMs: number;
	readonly signal: AbortSignal;
	/** A turn runs, and no message of it has arrived for `silenceMs`. */
	isSilent(): boolean;
	/** Resolves with the agent's answer. */
	probe(): Promise<void>;
	onUnresponsive(): void;
}

/**
 * Detects an agent that can no longer send although its process lives: the server does not notice, and its turn would
 * run indefinitely. An agent that does not answer the first probe, sent while all is well, is never probed again.
 */
async function watchSilence(watch: SilenceWatchOptions): Promise<void> {
	const { signal, silenceMs } = watch;
	if (!(await answersProbe(watch))) return;
	while (!signal.aborted) {
		await delay(silenceMs / 4, signal);
		if (!watch.isSilent() || (await answersProbe(watch)) || signal.aborted) continue;
		return watch.onUnresponsive();
	}
}

function answersProbe({ probe, silenceMs: ms, signal }: SilenceWatchOptions): Promise<boolean> {
	return withTimeout(probe(), { what: "An answer to the probe", ms, signal }).then(
		() => true,
		() => false,
	);
}

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
	#endpoint: AcpEndpoint | undefined;
	#stream: EventStreamFollower | undefined;
	#outbox: SdkOutbox | undefined;

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
			isSilent: () => this.#exchange.pending.hasMethod("session/prompt") && this.#stream?.isQuiet(silenceMs) === true,
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
		this.#endpoint?.release();
	}

	#handlePost(url: URL, init: RequestInit): Response {
		this.#outbox ??= this.#connect(url, init);
		void this.#outbox.send(String(init.body), url.search);
		return new Response(null, { status: 202 });
	}

	#handleDelete(): Response {
		this.close();
		return new Response(null, { status: 204 });
	}

	/** The URL of the SDK's first message is the agent's. */
	#connect(url: URL, { headers }: RequestInit): SdkOutbox {
		const { fetch, agent, limits, earlier, abandonedServerId, onServerId } = this.#deps;
		const { signal } = this.#abort;
		const exchange = this.#exchange;
		const endpoint = new AcpEndpoint({ fetch, agent, url: new URL(url.pathname, url), headers });
		if (abandonedServerId) endpoint.withServerId(abandonedServerId).release();
		onServerId(endpoint.serverId);
		const stream = new EventStreamFollower({
			open: (extra) => endpoint.openStream(extra, signal),
			agent,
			limits,
			signal,
			onMessage: exchange.receive,
			onMessagesLost: (lost) => this.#handleLostMessages(lost),
			onEnd: (error) => this.#handleLoss(error),
		});
		void stream.run();
		this.#endpoint = endpoint;
		this.#stream = stream;
		return new SdkOutbox({ exchange, endpoint, stream, earlier, limits, signal });
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

	async #post(body: string): Promise<PostOutcome> {
		const outcome = await this.#endpoint?.post(body, this.#abort.signal);
		return outcome ?? { kind: "refused", error: sessionClosed() };
	}
}
