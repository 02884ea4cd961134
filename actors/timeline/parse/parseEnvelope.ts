import * as v from "valibot";
import { parseOrNull } from "./parseOrNull.ts";

/** An answer finds its request by this: JSON-RPC ids start anew with each connection. */
type RequestKey = string;

export interface ModeRequest {
	readonly kind: "mode_request";
	readonly requestKey: RequestKey;
	readonly modeId: string;
}

export interface Answer {
	readonly kind: "answer";
	readonly requestKey: RequestKey;
	readonly isError: boolean;
	readonly result: unknown;
}

/** An envelope of the session's log, as far as the timeline cares for it. */
export type Envelope =
	| { readonly kind: "update"; readonly update: Readonly<Record<string, unknown>> }
	| ModeRequest
	| Answer;

const updateSchema = v.pipe(
	v.object({
		sender: v.literal("agent"),
		payload: v.object({
			method: v.literal("session/update"),
			params: v.object({ update: v.record(v.string(), v.unknown()) }),
		}),
	}),
	v.transform(({ payload }): Envelope => ({ kind: "update", update: payload.params.update })),
);

const connectionId = v.fallback(v.string(), "");
const requestId = v.union([v.string(), v.number()]);

const modeRequestSchema = v.pipe(
	v.object({
		connectionId,
		sender: v.literal("client"),
		payload: v.object({
			id: requestId,
			method: v.literal("session/set_mode"),
			params: v.object({ modeId: v.string() }),
		}),
	}),
	v.transform(({ connectionId, payload }): Envelope => {
		return { kind: "mode_request", requestKey: `${connectionId} ${payload.id}`, modeId: payload.params.modeId };
	}),
);

const answerSchema = v.pipe(
	v.object({
		connectionId,
		sender: v.literal("agent"),
		payload: v.object({
			id: requestId,
			method: v.optional(v.undefined()),
			result: v.optional(v.unknown()),
			error: v.optional(v.unknown()),
		}),
	}),
	v.transform(({ connectionId, payload: { id, result, error } }): Envelope => {
		return { kind: "answer", requestKey: `${connectionId} ${id}`, isError: error !== undefined, result };
	}),
);

const envelopeSchema = v.union([updateSchema, modeRequestSchema, answerSchema]);

/** A `SessionEvent` of the SDK. Null when it says nothing to the timeline, as most of the client's own do. */
export function parseEnvelope(event: unknown): Envelope | null {
	return parseOrNull(envelopeSchema, event);
}
