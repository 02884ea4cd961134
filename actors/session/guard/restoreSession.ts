import { delay } from "../wait.ts";
import { withTimeout } from "../withLimit.ts";
import type { EventStreamFollower } from "./EventStreamFollower.ts";
import type { Exchange } from "./Exchange.ts";
import { isJsonObject, type JsonObject } from "./parseEnvelope.ts";
import { parseRestoreMethod, type RestoreMethod } from "./parseRestoreMethod.ts";
import type { PostOutcome } from "./postEnvelope.ts";

/** A session that an earlier process of the agent had. */
export interface EarlierSession {
	readonly agentSessionId: string;
	/** What it told of its settings: not every agent tells them again. */
	readonly settings: { readonly configOptions?: unknown; readonly modes?: unknown };
}

export interface RestoreOptions {
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
export async function restoreSession(params: unknown, options: RestoreOptions): Promise<JsonObject | null> {
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
