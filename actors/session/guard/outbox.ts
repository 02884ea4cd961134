import * as v from "valibot";
import { requestTooLarge, sandboxUnreachable, sessionClosed } from "../../errors/sessionErrors.ts";
import { MAX_REQUEST_BYTES, type SessionLimits } from "../../limits/sessionLimits.ts";
import { delay, withTimeout } from "../../timing/timeouts.ts";
import type { AcpEndpoint, PostOutcome } from "./endpoint.ts";
import type { EventStreamFollower } from "./eventStream.ts";
import { type Exchange, PERMISSION_PREFIX } from "./exchange.ts";
import type { AgentInbox } from "./inbox.ts";
import {
	isJsonObject,
	type JsonObject,
	type JsonRpcId,
	type JsonRpcMessageOf,
	parseJsonRpcMessage,
} from "./jsonRpc.ts";

/** ACP's ways to bring back a session. Only `session/load` tells its past again. */
type RestoreMethod = "session/resume" | "session/load";

const capabilitiesSchema = v.object({
	agentCapabilities: v.object({
		loadSession: v.fallback(v.boolean(), false),
		sessionCapabilities: v.fallback(v.looseObject({ resume: v.optional(v.unknown()) }), {}),
	}),
});

/** How the agent brings back a session, out of its answer to `initialize`; null when it cannot. */
function parseRestoreMethod(initializeResult: unknown): RestoreMethod | null {
	const parsed = v.safeParse(capabilitiesSchema, initializeResult);
	if (!parsed.success) return null;
	const { loadSession, sessionCapabilities } = parsed.output.agentCapabilities;
	// What need not be told again is not: it costs the same however long the past is.
	if (sessionCapabilities.resume) return "session/resume";
	return loadSession ? "session/load" : null;
}

/** A session that an earlier process of the agent had. */
export interface EarlierSession {
	readonly agentSessionId: string;
	/** What it told of its settings: not every agent tells them again. */
	readonly settings: { readonly configOptions?: unknown; readonly modes?: unknown };
}

interface RestoreOptions {
	readonly earlier: EarlierSession;
	readonly initializeResult: unknown;
	readonly exchange: Exchange;
	readonly stream: EventStreamFollower;
	/** How long the agent may take. */
	readonly ms: number;
	readonly signal: AbortSignal;
	post(body: string): Promise<PostOutcome>;
}

/** Some agents answer `session/load` before they have told all of the past. */
const QUIET_MS = 200;

/**
 * Brings back an earlier session of the agent in the place of a new one.
 *
 * @param params - Those of `session/new`.
 * @returns The result of `session/new`; null when the agent cannot or will not, and a new session is needed.
 */
async function restoreSession(params: unknown, options: RestoreOptions): Promise<JsonObject | null> {
	const method = parseRestoreMethod(options.initializeResult);
	if (!method || !isJsonObject(params)) return null;
	options.exchange.isReplaying = method === "session/load";
	const result = await requestRestore(method, params, options);
	if (!result) options.exchange.isReplaying = false;
	return result;
}

async function requestRestore(
	method: RestoreMethod,
	params: JsonObject,
	options: RestoreOptions,
): Promise<JsonObject | null> {
	const { earlier, exchange, ms, signal } = options;
	const { agentSessionId: sessionId, settings } = earlier;
	const asked = exchange.guardRequests.send(method, { ...params, sessionId }, options.post);
	const answer = await withTimeout(asked, { what: "Restoring the session", ms, signal }).catch(() => null);
	if (!answer || !("result" in answer)) return null;
	if (exchange.isReplaying) await waitUntilQuiet(options);
	const told = isJsonObject(answer.result) ? answer.result : {};
	const configOptions = told.configOptions ?? settings.configOptions;
	return { ...told, configOptions, modes: told.modes ?? settings.modes, sessionId };
}

async function waitUntilQuiet({ stream, ms, signal }: RestoreOptions): Promise<void> {
	const end = performance.now() + ms;
	while (!stream.isQuiet(QUIET_MS) && !signal.aborted && performance.now() < end) await delay(QUIET_MS, signal);
}

/** A request that was cut off this soon, with no word from the agent since, has not reached it. */
const MIN_DELIVERY_MS = 5_000;

interface SdkOutboxOptions {
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
