import * as v from "valibot";
import { parseOrNull } from "./parseOrNull.ts";

/** An answer finds its request by this: JSON-RPC ids start anew with each connection. */
type RequestKey = string;

export interface ModeRequest {
	readonly kind: "mode_request";
	readonly requestKey: RequestKey;
	readonly modeId: string;
}

export interface AgentResponse {
	readonly kind: "answer";
	readonly requestKey: RequestKey;
	readonly isError: boolean;
	readonly result: unknown;
}

/** An envelope of the session's log, as far as the timeline cares for it. */
export type ParsedSessionEvent =
	| { readonly kind: "update"; readonly update: Readonly<Record<string, unknown>> }
	| ModeRequest
	| AgentResponse;

const updateSchema = v.pipe(
	v.object({
		sender: v.literal("agent"),
		payload: v.object({
			method: v.literal("session/update"),
			params: v.object({ update: v.record(v.string(), v.unknown()) }),
		}),
	}),
	v.transform(({ payload }): ParsedSessionEvent => ({ kind: "update", update: payload.params.update })),
);

const connectionIdSchema = v.fallback(v.string(), "");
const requestIdSchema = v.union([v.string(), v.number()]);

const modeRequestSchema = v.pipe(
	v.object({
		connectionId: connectionIdSchema,
		sender: v.literal("client"),
		payload: v.object({
			id: requestIdSchema,
			method: v.literal("session/set_mode"),
			params: v.object({ modeId: v.string() }),
		}),
	}),
	v.transform(({ connectionId, payload }): ParsedSessionEvent => {
		return { kind: "mode_request", requestKey: `${connectionId} ${payload.id}`, modeId: payload.params.modeId };
	}),
);

const responseSchema = v.pipe(
	v.object({
		connectionId: connectionIdSchema,
		sender: v.literal("agent"),
		payload: v.object({
			id: requestIdSchema,
			method: v.optional(v.undefined()),
			result: v.optional(v.unknown()),
			error: v.optional(v.unknown()),
		}),
	}),
	v.transform(({ connectionId, payload: { id, result, error } }): ParsedSessionEvent => {
		return { kind: "answer", requestKey: `${connectionId} ${id}`, isError: error !== undefined, result };
	}),
);

const sessionEventSchema = v.union([updateSchema, modeRequestSchema, responseSchema]);

/** A `SessionEvent` of the SDK. Null when it says nothing to the timeline, as most of the client's own do. */
export function parseSessionEvent(event: unknown): ParsedSessionEvent | null {
	return parseOrNull(sessionEventSchema, event);
}
