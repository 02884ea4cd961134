import * as v from "valibot";
import type { SessionLimits } from "../../limits/sessionLimits.ts";
import { delay, withTimeout } from "../../timing/timeouts.ts";
import type { PostOutcome } from "./AcpEndpoint.ts";
import type { EventStreamFollower } from "./EventStreamFollower.ts";
import type { Exchange } from "./Exchange.ts";
import { isJsonObject, type JsonObject, type JsonRpcId } from "./jsonRpc.ts";

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

/** Some agents answer `session/load` before they have repeated all of the past. */
const REPLAY_QUIET_MS = 200;

interface RestoreDeps {
	readonly exchange: Exchange;
	readonly stream: EventStreamFollower;
	/** Null when there is none to restore. */
	readonly earlier: EarlierSession | null;
	readonly limits: SessionLimits;
	readonly signal: AbortSignal;
	/** Sends a message to the agent. */
	post(body: string): Promise<PostOutcome>;
}

/**
 * Restores the earlier session in place of a new one, and answers the SDK's `session/new` with it.
 *
 * @param request - The SDK's request, with what the host gives the session.
 * @returns False when that is not possible and a new one is needed.
 */
export async function restoreInsteadOfNew(
	deps: RestoreDeps,
	{ id, params }: { readonly id: JsonRpcId; readonly params: JsonObject },
): Promise<boolean> {
	const { earlier, exchange } = deps;
	const method = earlier && parseRestoreMethod(exchange.initializeResult);
	if (!earlier || !method) return false;
	exchange.isReplaying = method === "session/load";
	const result = await restore(deps, method, params, earlier);
	if (!result) {
		exchange.isReplaying = false;
		return false;
	}
	exchange.hasRestored = true;
	exchange.receive(JSON.stringify({ jsonrpc: "2.0", id, result }));
	return true;
}

/** A result for `session/new`; null when the agent refuses or does not answer. */
async function restore(
	deps: RestoreDeps,
	method: RestoreMethod,
	params: JsonObject,
	{ agentSessionId: sessionId, settings }: EarlierSession,
): Promise<JsonObject | null> {
	const { exchange, limits, signal } = deps;
	const request = exchange.guardRequests.send(method, { ...params, sessionId }, (body) => deps.post(body));
	const timeout = { what: "Restoring the session", ms: limits.requestTimeoutMs, signal };
	const response = await withTimeout(request, timeout).catch(() => null);
	if (!response || !("result" in response)) return null;
	if (exchange.isReplaying) await waitForEndOfReplay(deps);
	const result = isJsonObject(response.result) ? response.result : {};
	const configOptions = result.configOptions ?? settings.configOptions;
	return { ...result, configOptions, modes: result.modes ?? settings.modes, sessionId };
}

async function waitForEndOfReplay({ stream, limits, signal }: RestoreDeps): Promise<void> {
	const deadline = performance.now() + limits.requestTimeoutMs;
	while (!stream.isQuiet(REPLAY_QUIET_MS) && !signal.aborted && performance.now() < deadline) {
		await delay(REPLAY_QUIET_MS, signal);
	}
}
