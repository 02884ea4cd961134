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
import { AcpEndpoint, type PostOutcome } from "./endpoint.ts";
import { EventStreamFollower } from "./eventStream.ts";
import { Exchange } from "./exchange.ts";
import { AgentInbox } from "./inbox.ts";
import type { JsonObject } from "./jsonRpc.ts";
import { type EarlierSession, SdkOutbox } from "./outbox.ts";

interface SilenceWatchOptions {
	/** After so much silence in a turn the agent is asked for a sign of life, and has as long again to give one. */
	readonly silenceMs: number;
	readonly signal: AbortSignal;
	/** A turn runs, and for `silenceMs` nothing was heard of it. */
	isSilent(): boolean;
	/** Settles with the agent's answer. */
	probe(): Promise<void>;
	onUnresponsive(): void;
}

/**
 * Finds the agent that can no longer speak though its process lives: the server does not notice, and its turn would
 * run for ever. An agent that does not answer the first question, when all is well, is never judged by one.
 */
async function watchSilence(watch: SilenceWatchOptions): Promise<void> {
	const { signal, silenceMs } = watch;
	if (!(await probeAnswers(watch))) return;
	while (!signal.aborted) {
		await delay(silenceMs / 4, signal);
		if (!watch.isSilent() || (await probeAnswers(watch)) || signal.aborted) continue;
		return watch.onUnresponsive();
	}
}

function probeAnswers({ probe, silenceMs: ms, signal }: SilenceWatchOptions): Promise<boolean> {
	return withTimeout(probe(), { what: "A sign of life", ms, signal }).then(
		() => true,
		() => false,
	);
}

interface AcpGuardOptions {
	/** The way to the sandbox-agent server. */
	readonly fetch: typeof fetch;
	readonly agent: string;
	readonly limits: SessionLimits;
	/** Where the agent can, it goes on with this session when the SDK asks for a new one. */
	readonly earlier: EarlierSession | null;
	/** The server's name for an agent that nobody let go of; null when there is none. */
	readonly abandonedServerId: string | null;
	/** Hears the server's name for this agent, before it is started. */
	readonly onServerId: (serverId: string) => void;
	readonly onUpdatesLost: (lost: number) => void;
	/** The connection to the agent is gone. Called once, after everything pending was answered with an error. */
	readonly onEnd: (fault: WorkspaceErrorInfo) => void;
}

/**
 * Stands between the SDK and the sandbox-agent server, as the `fetch` the SDK is given.
 *
 * To the SDK every POST succeeds at once and every answer comes over the event stream, after the updates that belong
 * before it. So no failure can end the process or leave a call waiting, and no time limit on the way can end a turn:
 * only the agent's answer, a refusal, or the loss of the connection does.
 */
export class AcpGuard {
	readonly #options: AcpGuardOptions;
	readonly #abort = new AbortController();
	readonly #exchange = new Exchange();
	readonly #inbox: AgentInbox;
	#endpoint: AcpEndpoint | undefined;
	#stream: EventStreamFollower | undefined;
	#outbox: SdkOutbox | undefined;

	constructor(options: AcpGuardOptions) {
		this.#options = options;
		this.#inbox = new AgentInbox(this.#exchange, (code) => this.#lose(agentExited(code)));
	}

	/** What the agent said about itself when it started. The SDK keeps it to itself. */
	get initializeResult(): unknown {
		return this.#inbox.initializeResult;
	}

	/** Whether the agent goes on with its earlier session, and remembers by itself what went before. */
	get hasRestored(): boolean {
		return this.#exchange.hasRestored;
	}

	/** For the SDK, as its `fetch`. */
	readonly fetch: typeof fetch = async (input, init) => {
		const url = new URL(input instanceof Request ? input.url : input);
		if (!url.pathname.includes("/acp/")) return this.#options.fetch(input, init);
		if (init?.method === "POST") return this.#takePost(url, init);
		return init?.method === "DELETE" ? this.#takeDelete() : this.#exchange.sdkStream.open();
	};

	/**
	 * Tells the agent something that needs no answer.
	 *
	 * @throws {SessionError} When it was not taken.
	 */
	async notify(method: string, params: JsonObject): Promise<void> {
		await this.#tell({ jsonrpc: "2.0", method, params });
	}

	/**
	 * Answers a permission request of the agent. The first answer counts.
	 *
	 * @throws {SessionError} `approval_closed` when the request was answered already.
	 */
	async answer(requestName: string, result: JsonObject): Promise<void> {
		const id = this.#exchange.agentRequests.take(requestName);
		if (id === undefined) throw new SessionError(approvalClosed());
		await this.#tell({ jsonrpc: "2.0", id, result });
	}

	/** From now on an agent that falls silent for good is found out. */
	startSilenceWatch(): void {
		const { agentSilenceTimeoutMs: silenceMs } = this.#options.limits;
		void watchSilence({
			silenceMs,
			signal: this.#abort.signal,
			isSilent: () => this.#exchange.pending.hasMethod("session/prompt") && this.#stream?.isQuiet(silenceMs) === true,
			probe: () => this.#exchange.guardRequests.probe((body) => this.#post(body)),
			onUnresponsive: () => this.#lose(agentUnresponsive()),
		});
	}

	/** The fault behind an error of the SDK; undefined when the error is the agent's or the SDK's own. */
	errorInfoOf(error: unknown): WorkspaceErrorInfo | undefined {
		return this.#exchange.errorInfoOf(error);
	}

	/** Ends the connection on this side: everything pending is answered with an error, nothing is heard any more. */
	close(fault: WorkspaceErrorInfo = sessionClosed()): void {
		if (this.#abort.signal.aborted) return;
		this.#abort.abort();
		this.#exchange.end(fault);
		this.#endpoint?.release();
	}

	#takePost(url: URL, init: RequestInit): Response {
		this.#outbox ??= this.#connect(url, init);
		void this.#outbox.send(String(init.body), url.search);
		return new Response(null, { status: 202 });
	}

	#takeDelete(): Response {
		this.close();
		return new Response(null, { status: 204 });
	}

	/** The SDK's first message tells where the agent is. */
	#connect(url: URL, { headers }: RequestInit): SdkOutbox {
		const { fetch, agent, limits, earlier, abandonedServerId, onServerId } = this.#options;
		const { signal } = this.#abort;
		const endpoint = new AcpEndpoint({ fetch, agent, url: new URL(url.pathname, url), headers });
		if (abandonedServerId) endpoint.withServerId(abandonedServerId).release();
		onServerId(endpoint.serverId);
		const stream = new EventStreamFollower(
			{ open: (extra) => endpoint.openStream(extra, signal), agent, limits, signal },
			{
				onMessage: (json) => this.#inbox.receive(json),
				onMessagesLost: (lost) => this.#hearGap(lost),
				onEnd: (fault) => this.#lose(fault),
			},
		);
		void stream.run();
		this.#endpoint = endpoint;
		this.#stream = stream;
		return new SdkOutbox({ exchange: this.#exchange, endpoint, stream, inbox: this.#inbox, earlier, limits, signal });
	}

	/** What is lost of a past that is told again is known all the same. */
	#hearGap(lost: number): void {
		if (!this.#exchange.isReplaying) this.#options.onUpdatesLost(lost);
	}

	#lose(fault: WorkspaceErrorInfo): void {
		if (this.#abort.signal.aborted) return;
		this.close(fault);
		this.#options.onEnd(fault);
	}

	async #tell(message: JsonObject): Promise<void> {
		const outcome = await this.#post(JSON.stringify(message));
		if (outcome.kind === "refused") throw new SessionError(outcome.fault);
		if (outcome.kind === "unclear") throw new SessionError(sandboxUnreachable());
	}

	async #post(body: string): Promise<PostOutcome> {
		const outcome = await this.#endpoint?.post(body, this.#abort.signal);
		return outcome ?? { kind: "refused", fault: sessionClosed() };
	}
}
