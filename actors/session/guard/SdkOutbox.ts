import { requestTooLarge, sandboxUnreachable, sessionClosed } from "../sessionFaults.ts";
import { MAX_REQUEST_BYTES, type SessionLimits } from "../sessionLimits.ts";
import { delay } from "../wait.ts";
import { withTimeout } from "../withLimit.ts";
import type { AcpEndpoint } from "./AcpEndpoint.ts";
import type { AgentInbox } from "./AgentInbox.ts";
import { PERMISSION_PREFIX } from "./AgentRequestIds.ts";
import type { EventStreamFollower } from "./EventStreamFollower.ts";
import type { Exchange } from "./Exchange.ts";
import { type JsonObject, type JsonRpcId, type JsonRpcMessageOf, parseJsonRpcMessage } from "./parseEnvelope.ts";
import { type EarlierSession, restoreSession } from "./restoreSession.ts";

/** A request that was cut off this soon, with no word from the agent since, has not reached it. */
const MIN_DELIVERY_MS = 5_000;

export interface SdkOutboxOptions {
	readonly exchange: Exchange;
	readonly endpoint: AcpEndpoint;
	readonly stream: EventStreamFollower;
	readonly inbox: AgentInbox;
	/** What the agent is asked to go on with when the SDK asks for a new session; null for nothing. */
	readonly earlier: EarlierSession | null;
	readonly limits: SessionLimits;
	readonly signal: AbortSignal;
}

/** What the SDK says, on its way to the agent. */
export class SdkOutbox {
	readonly #options: SdkOutboxOptions;

	constructor(options: SdkOutboxOptions) {
		this.#options = options;
	}

	/** Takes one message. Never rejects: what becomes of it the SDK hears over its stream. */
	async send(body: string, query: string): Promise<void> {
		const envelope = parseJsonRpcMessage(body);
		if (envelope?.kind === "request") await this.#passRequest(envelope, body, query);
		if (envelope?.kind === "response") await this.#passResponse(envelope.id, envelope.message);
		if (envelope?.kind === "notification") await this.#options.endpoint.post(body, this.#options.signal);
	}

	async #passRequest({ id, method, message }: JsonRpcMessageOf<"request">, body: string, query: string): Promise<void> {
		const { exchange, endpoint, signal } = this.#options;
		exchange.pending.add(id, method);
		if (signal.aborted) return this.#failLater(id, sessionClosed());
		const bytes = Buffer.byteLength(body);
		if (bytes > MAX_REQUEST_BYTES) return this.#failLater(id, requestTooLarge(bytes));
		if (method === "session/new" && (await this.#restore(id, message))) return;
		if (method === "session/prompt") exchange.isReplaying = false;
		const outcome = await endpoint.post(body, signal, query);
		if (outcome.kind === "refused") exchange.fail(id, outcome.fault);
		if (outcome.kind === "answered") await this.#awaitPlaceInStream(id, outcome.body);
		if (outcome.kind === "unclear") this.#judgeCut(id, outcome.afterMs);
	}

	/** Goes on with the earlier session where that can be done; false when a new one is needed. */
	async #restore(id: JsonRpcId, { params }: JsonObject): Promise<boolean> {
		const { earlier, exchange, endpoint, stream, inbox, limits, signal } = this.#options;
		if (!earlier) return false;
		const { initializeResult } = inbox;
		const post = (body: string) => endpoint.post(body, signal);
		const options = { earlier, initializeResult, exchange, stream, ms: limits.requestTimeoutMs, signal, post };
		const result = await restoreSession(params, options);
		if (!result) return false;
		exchange.hasRestored = true;
		inbox.receive(JSON.stringify({ jsonrpc: "2.0", id, result }));
		return true;
	}

	/** An answer that came with the POST is used only if the server has lost it on the stream, under a burst. */
	async #awaitPlaceInStream(id: JsonRpcId, body: string): Promise<void> {
		const { exchange, inbox, stream, limits, signal } = this.#options;
		const isAwaited = () => exchange.pending.has(id) && !signal.aborted;
		do await delay(limits.responseGraceMs, signal);
		while (isAwaited() && !stream.isQuiet(limits.responseGraceMs));
		// Quiet may also mean that the server is at a large message: several seconds for 5 MB on a busy machine.
		if (isAwaited()) await this.#hearAllBefore();
		if (isAwaited()) inbox.receive(body);
	}

	async #hearAllBefore(): Promise<void> {
		const { exchange, endpoint, limits, signal } = this.#options;
		const probed = exchange.guardRequests.probe((body) => endpoint.post(body, signal));
		await withTimeout(probed, { what: "A sign of life", ms: limits.requestTimeoutMs, signal }).catch(() => undefined);
	}

	#judgeCut(id: JsonRpcId, afterMs: number): void {
		const { exchange } = this.#options;
		const isUnderWay = afterMs >= MIN_DELIVERY_MS || exchange.pending.wasReceived(id);
		if (!isUnderWay) exchange.fail(id, sandboxUnreachable());
	}

	/** What people have to answer is none of the SDK's business. */
	async #passResponse(name: JsonRpcId, message: JsonObject): Promise<void> {
		if (String(name).startsWith(PERMISSION_PREFIX)) return;
		const { exchange, endpoint, signal } = this.#options;
		const id = exchange.agentRequests.take(name);
		if (id !== undefined) await endpoint.post(JSON.stringify({ ...message, id }), signal);
	}

	/** In a later task: an error before the SDK has begun to wait for it would be an unhandled rejection. */
	#failLater(id: JsonRpcId, fault: Parameters<Exchange["fail"]>[1]): void {
		setTimeout(() => this.#options.exchange.fail(id, fault));
	}
}
