import * as v from "valibot";
import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { requestTooLarge, sandboxUnreachable, sessionClosed } from "../../errors/sessionErrors.ts";
import { MAX_REQUEST_BYTES, type SessionLimits } from "../../limits/sessionLimits.ts";
import { delay, withTimeout } from "../../timing/timeouts.ts";
import type { AcpEndpoint, PostOutcome } from "./AcpEndpoint.ts";
import type { EventStreamFollower } from "./EventStreamFollower.ts";
import { type Exchange, PERMISSION_PREFIX } from "./Exchange.ts";
import {
	isJsonObject,
	type JsonObject,
	type JsonRpcId,
	type JsonRpcMessageOf,
	parseJsonRpcMessage,
} from "./jsonRpc.ts";

/** ACP's methods to restore a session. Only `session/load` repeats its past. */
type RestoreMethod = "session/resume" | "session/load";

const capabilitiesSchema = v.object({
	agentCapabilities: v.object({
		loadSession: v.fallback(v.boolean(), false),
		sessionCapabilities: v.fallback(v.looseObject({ resume: v.optional(v.unknown()) }), {}),
	}),
});

/** How the agent restores a session, by its result of `initialize`; null when it cannot. */
function parseRestoreMethod(initializeResult: unknown): RestoreMethod | null {
	const parsed = v.safeParse(capabilitiesSchema, initializeResult);
	if (!parsed.success) return null;
	const { loadSession, sessionCapabilities } = parsed.output.agentCapabilities;
	// Without a repetition of the past, restoring costs the same however long that is.
	if (sessionCapabilities.resume) return "session/resume";
	return loadSession ? "session/load" : null;
}

/** A session that an earlier process of the agent had. */
export interface EarlierSession {
	readonly agentSessionId: string;
	/** The settings it reported: not every agent reports them again. */
	readonly settings: { readonly configOptions?: unknown; readonly modes?: unknown };
}

/** A request that was cut off sooner, with no message from the agent since, has not reached it. */
const MIN_DELIVERY_MS = 5_000;

/** Some agents answer `session/load` before they have repeated all of the past. */
const REPLAY_QUIET_MS = 200;

interface SdkOutboxDeps {
	readonly exchange: Exchange;
	readonly endpoint: AcpEndpoint;
	readonly stream: EventStreamFollower;
	/** The session that the agent restores when the SDK asks for a new one; null for none. */
	readonly earlier: EarlierSession | null;
	readonly limits: SessionLimits;
	readonly signal: AbortSignal;
}

/** Sends the SDK's messages to the agent. */
export class SdkOutbox {
	readonly #deps: SdkOutboxDeps;

	constructor(deps: SdkOutboxDeps) {
		this.#deps = deps;
	}

	/** Sends one message. Never rejects: a failure reaches the SDK as an error response on its stream. */
	async send(body: string, query: string): Promise<void> {
		const parsed = parseJsonRpcMessage(body);
		if (parsed?.kind === "request") await this.#sendRequest(parsed, body, query);
		if (parsed?.kind === "response") await this.#sendResponse(parsed.id, parsed.message);
		if (parsed?.kind === "notification") await this.#post(body);
	}

	async #sendRequest({ id, method, message }: JsonRpcMessageOf<"request">, body: string, query: string): Promise<void> {
		const { exchange, signal } = this.#deps;
		exchange.pending.add(id, method);
		if (signal.aborted) return this.#failLater(id, sessionClosed());
		const bytes = Buffer.byteLength(body);
		if (bytes > MAX_REQUEST_BYTES) return this.#failLater(id, requestTooLarge(bytes));
		if (method === "session/new" && (await this.#restoreInstead(id, message))) return;
		if (method === "session/prompt") exchange.isReplaying = false;
		const outcome = await this.#post(body, query);
		if (outcome.kind === "refused") exchange.fail(id, outcome.error);
		if (outcome.kind === "answered") await this.#awaitResponseOnStream(id, outcome.body);
		if (outcome.kind === "unclear") this.#handleCutOff(id, outcome.afterMs);
	}

	/** Permission requests are answered by people, so the SDK's own responses to them are dropped. */
	async #sendResponse(renamedId: JsonRpcId, message: JsonObject): Promise<void> {
		if (String(renamedId).startsWith(PERMISSION_PREFIX)) return;
		const id = this.#deps.exchange.agentRequests.take(renamedId);
		if (id !== undefined) await this.#post(JSON.stringify({ ...message, id }));
	}

	#post(body: string, query?: string): Promise<PostOutcome> {
		return this.#deps.endpoint.post(body, this.#deps.signal, query);
	}

	/** In a later task: an error before the SDK awaits the response would be an unhandled rejection. */
	#failLater(id: JsonRpcId, error: WorkspaceErrorInfo): void {
		setTimeout(() => this.#deps.exchange.fail(id, error));
	}

	/**
	 * The response to a POST also comes over the stream, after the updates that precede it, and only that one is passed
	 * on. The one from the POST is used when the server has dropped the other in a burst of messages.
	 */
	async #awaitResponseOnStream(id: JsonRpcId, body: string): Promise<void> {
		const { exchange, stream, limits, signal } = this.#deps;
		const isPending = () => exchange.pending.has(id) && !signal.aborted;
		do await delay(limits.responseGraceMs, signal);
		while (isPending() && !stream.isQuiet(limits.responseGraceMs));
		// The stream is also quiet while the server prepares a large message: several seconds for 5 MB on a busy machine.
		if (isPending()) await this.#drainStream();
		if (isPending()) exchange.receive(body);
	}

	/** Waits until everything that the agent has sent so far was received. */
	async #drainStream(): Promise<void> {
		const probed = this.#deps.exchange.guardRequests.probe((body) => this.#post(body));
		await this.#withRequestTimeout("An answer to the probe", probed).catch(() => undefined);
	}

	#handleCutOff(id: JsonRpcId, afterMs: number): void {
		const { exchange } = this.#deps;
		const hasArrived = afterMs >= MIN_DELIVERY_MS || exchange.pending.wasReceived(id);
		if (!hasArrived) exchange.fail(id, sandboxUnreachable());
	}

	/** Restores the earlier session and answers with it; false when that is not possible and a new one is needed. */
	async #restoreInstead(id: JsonRpcId, { params }: JsonObject): Promise<boolean> {
		const { earlier, exchange } = this.#deps;
		const method = earlier && parseRestoreMethod(exchange.initializeResult);
		if (!earlier || !method || !isJsonObject(params)) return false;
		exchange.isReplaying = method === "session/load";
		const result = await this.#restore(method, params, earlier);
		if (!result) {
			exchange.isReplaying = false;
			return false;
		}
		exchange.hasRestored = true;
		exchange.receive(JSON.stringify({ jsonrpc: "2.0", id, result }));
		return true;
	}

	/**
	 * @param params - Those of `session/new`.
	 * @returns A result for `session/new`; null when the agent refuses or does not answer.
	 */
	async #restore(
		method: RestoreMethod,
		params: JsonObject,
		{ agentSessionId: sessionId, settings }: EarlierSession,
	): Promise<JsonObject | null> {
		const { exchange } = this.#deps;
		const request = exchange.guardRequests.send(method, { ...params, sessionId }, (body) => this.#post(body));
		const response = await this.#withRequestTimeout("Restoring the session", request).catch(() => null);
		if (!response || !("result" in response)) return null;
		if (exchange.isReplaying) await this.#waitForEndOfReplay();
		const result = isJsonObject(response.result) ? response.result : {};
		const configOptions = result.configOptions ?? settings.configOptions;
		return { ...result, configOptions, modes: result.modes ?? settings.modes, sessionId };
	}

	async #waitForEndOfReplay(): Promise<void> {
		const { stream, limits, signal } = this.#deps;
		const deadline = performance.now() + limits.requestTimeoutMs;
		while (!stream.isQuiet(REPLAY_QUIET_MS) && !signal.aborted && performance.now() < deadline) {
			await delay(REPLAY_QUIET_MS, signal);
		}
	}

	#withRequestTimeout<T>(what: string, promise: Promise<T>): Promise<T> {
		return withTimeout(promise, { what, ms: this.#deps.limits.requestTimeoutMs, signal: this.#deps.signal });
	}
}
