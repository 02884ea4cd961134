import type { WorkspaceFault } from "../../../src/protocol/index.ts";
import { SessionError } from "../SessionError.ts";
import { agentExited, approvalClosed, requestTooLarge, sandboxUnreachable, sessionClosed } from "../sessionFaults.ts";
import { MAX_REQUEST_BYTES, type SessionLimits } from "../sessionLimits.ts";
import { wait } from "../wait.ts";
import { AcpEndpoint } from "./AcpEndpoint.ts";
import { AgentRequestIds } from "./AgentRequestIds.ts";
import { EventStreamFollower } from "./EventStreamFollower.ts";
import { GuardFaults } from "./GuardFaults.ts";
import { PendingRequests } from "./PendingRequests.ts";
import { type Envelope, isObject, type JsonObject, type JsonRpcId, parseEnvelope } from "./parseEnvelope.ts";
import { SdkEventStream } from "./SdkEventStream.ts";

export interface AcpGuardOptions {
	/** The way to the sandbox-agent server. */
	readonly fetch: typeof fetch;
	readonly agent: string;
	readonly limits: SessionLimits;
	readonly onGap: (lost: number) => void;
	/** The connection to the agent is gone. Called once, after everything pending was answered with an error. */
	readonly onEnd: (fault: WorkspaceFault) => void;
}

/** The one method whose requests the SDK must not answer: people do. */
const PERMISSION_METHOD = "session/request_permission";
const PERMISSION_PREFIX = "permission";

/** A request that was cut off this soon, with no word from the agent since, has not reached it. */
const TOO_SOON_TO_HAVE_ARRIVED_MS = 5_000;

/**
 * Stands between the SDK and the sandbox-agent server, as the `fetch` the SDK is given.
 *
 * To the SDK every POST succeeds at once and every answer comes over the event stream, after the updates that belong
 * before it. So no failure can end the process or leave a call waiting, and no time limit on the way can end a turn:
 * only the agent's answer, a refusal, or the loss of the connection does.
 */
export class AcpGuard {
	readonly #options: AcpGuardOptions;
	readonly #pending = new PendingRequests();
	readonly #agentRequests = new AgentRequestIds();
	readonly #faults = new GuardFaults();
	readonly #sdkStream = new SdkEventStream();
	readonly #abort = new AbortController();
	#endpoint: AcpEndpoint | undefined;
	#stream: EventStreamFollower | undefined;
	#initializeResult: unknown;

	constructor(options: AcpGuardOptions) {
		this.#options = options;
	}

	/** What the agent said about itself when it started. The SDK keeps it to itself. */
	get initializeResult(): unknown {
		return this.#initializeResult;
	}

	/** For the SDK, as its `fetch`. */
	readonly fetch: typeof fetch = async (input, init) => {
		const url = new URL(input instanceof Request ? input.url : input);
		if (!url.pathname.includes("/acp/")) return this.#options.fetch(input, init);
		if (init?.method === "POST") return this.#takePost(url, init);
		return init?.method === "DELETE" ? this.#takeDelete() : this.#sdkStream.open();
	};

	/**
	 * Tells the agent something that needs no answer.
	 *
	 * @throws {SessionError} When it was not taken.
	 */
	async notify(method: string, params: JsonObject): Promise<void> {
		await this.#postOwn({ jsonrpc: "2.0", method, params });
	}

	/**
	 * Answers a permission request of the agent. The first answer counts.
	 *
	 * @throws {SessionError} `approval_closed` when the request was answered already.
	 */
	async answer(requestName: string, result: JsonObject): Promise<void> {
		const id = this.#agentRequests.take(requestName);
		if (id === undefined) throw new SessionError(approvalClosed());
		await this.#postOwn({ jsonrpc: "2.0", id, result });
	}

	/** The fault behind an error of the SDK; undefined when the error is the agent's or the SDK's own. */
	faultOf(error: unknown): WorkspaceFault | undefined {
		return this.#faults.find(error);
	}

	/** Ends the connection on this side: everything pending is answered with an error, nothing is heard any more. */
	end(fault: WorkspaceFault = sessionClosed()): void {
		if (this.#abort.signal.aborted) return;
		this.#abort.abort();
		for (const id of this.#pending.ids()) this.#fail(id, fault);
		this.#sdkStream.end();
		this.#endpoint?.release();
	}

	#takePost(url: URL, init: RequestInit): Response {
		const body = String(init.body);
		const envelope = parseEnvelope(body);
		if (envelope) void this.#pass(envelope, this.#endpoint ?? this.#connect(url, init), body, url.search);
		return new Response(null, { status: 202 });
	}

	#takeDelete(): Response {
		this.end();
		return new Response(null, { status: 204 });
	}

	#connect(url: URL, init: RequestInit): AcpEndpoint {
		const { fetch, agent, limits, onGap } = this.#options;
		const { signal } = this.#abort;
		const bareUrl = new URL(url.pathname, url);
		const endpoint = new AcpEndpoint({ fetch, agent, url: bareUrl, headers: init.headers });
		this.#endpoint = endpoint;
		this.#stream = new EventStreamFollower(
			{ open: (headers) => endpoint.openStream(headers, signal), agent, limits, signal },
			{ onMessage: (json) => this.#hear(json), onGap, onEnd: (fault) => this.#lose(fault) },
		);
		void this.#stream.run();
		return endpoint;
	}

	async #pass(envelope: Envelope, endpoint: AcpEndpoint, body: string, query: string): Promise<void> {
		if (envelope.kind === "request") await this.#passRequest(envelope.id, envelope.method, endpoint, body, query);
		if (envelope.kind === "notification") await endpoint.post(body, this.#abort.signal);
		if (envelope.kind === "response") await this.#passResponse(envelope.id, envelope.message, endpoint);
	}

	async #passRequest(id: JsonRpcId, method: string, endpoint: AcpEndpoint, body: string, query: string): Promise<void> {
		this.#pending.add(id, method);
		if (this.#abort.signal.aborted) return this.#failLater(id, sessionClosed());
		const bytes = Buffer.byteLength(body);
		if (bytes > MAX_REQUEST_BYTES) return this.#failLater(id, requestTooLarge(bytes));
		const outcome = await endpoint.post(body, this.#abort.signal, query);
		if (outcome.kind === "refused") this.#fail(id, outcome.fault);
		if (outcome.kind === "answered") await this.#awaitPlaceInStream(id, outcome.body);
		if (outcome.kind === "unclear" && outcome.afterMs < TOO_SOON_TO_HAVE_ARRIVED_MS && !this.#pending.wasHeard(id)) {
			this.#fail(id, sandboxUnreachable());
		}
	}

	/** The SDK's answers to the agent. What people have to answer is none of its business. */
	async #passResponse(name: JsonRpcId, message: JsonObject, endpoint: AcpEndpoint): Promise<void> {
		if (String(name).startsWith(PERMISSION_PREFIX)) return;
		const id = this.#agentRequests.take(name);
		if (id !== undefined) await endpoint.post(JSON.stringify({ ...message, id }), this.#abort.signal);
	}

	/** An answer that came with the POST is used only if the server has lost it on the stream, under a burst. */
	async #awaitPlaceInStream(id: JsonRpcId, body: string): Promise<void> {
		const { answerGraceMs } = this.#options.limits;
		while (this.#pending.has(id) && !this.#abort.signal.aborted) {
			await wait(answerGraceMs, this.#abort.signal);
			if (this.#stream?.isQuiet(answerGraceMs)) this.#hear(body);
		}
	}

	#hear(json: string): void {
		this.#pending.noteHeard();
		const envelope = parseEnvelope(json);
		if (envelope?.kind === "response") this.#hearResponse(envelope.id, envelope.message, json);
		if (envelope?.kind === "request") this.#hearRequest(envelope.id, envelope.method, envelope.message);
		if (envelope?.kind === "notification") this.#hearNotification(envelope.method, envelope.message, json);
	}

	#hearResponse(id: JsonRpcId, message: JsonObject, json: string): void {
		const method = this.#pending.settle(id);
		if (method === undefined) return;
		if (method === "initialize") this.#initializeResult = message.result;
		this.#sdkStream.push(json);
	}

	#hearRequest(id: JsonRpcId, method: string, message: JsonObject): void {
		const prefix = method === PERMISSION_METHOD ? PERMISSION_PREFIX : "agent";
		const name = this.#agentRequests.rename(id, prefix);
		this.#sdkStream.push(JSON.stringify({ ...message, id: name }));
	}

	#hearNotification(method: string, message: JsonObject, json: string): void {
		this.#sdkStream.push(json);
		if (method !== "_adapter/agent_exited") return;
		const code = isObject(message.params) ? message.params.code : null;
		this.#lose(agentExited(this.#options.agent, typeof code === "number" ? code : null));
	}

	#lose(fault: WorkspaceFault): void {
		if (this.#abort.signal.aborted) return;
		this.end(fault);
		this.#options.onEnd(fault);
	}

	#fail(id: JsonRpcId, fault: WorkspaceFault): void {
		if (this.#pending.settle(id) !== undefined) this.#sdkStream.push(this.#faults.envelope(id, fault));
	}

	/** In a later task: an error before the SDK has begun to wait for it would be an unhandled rejection. */
	#failLater(id: JsonRpcId, fault: WorkspaceFault): void {
		setTimeout(() => this.#fail(id, fault));
	}

	async #postOwn(message: JsonObject): Promise<void> {
		const outcome = await this.#endpoint?.post(JSON.stringify(message), this.#abort.signal);
		if (outcome?.kind === "refused") throw new SessionError(outcome.fault);
		if (outcome?.kind === "unclear") throw new SessionError(sandboxUnreachable());
	}
}
