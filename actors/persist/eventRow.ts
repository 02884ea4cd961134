import type { SessionEvent } from "sandbox-agent";
import { truncateJson } from "./cutJson.ts";

/** An event as it is stored: made when it comes, so that it is a copy and its size is known. */
export interface EventRow {
	readonly sessionId: string;
	readonly eventIndex: number;
	readonly id: string;
	readonly body: string;
	readonly bytes: number;
}

/** Rivet cannot commit much more than this at once. */
const MAX_EVENT_BYTES = 1_000_000;

/** Larger events keep their beginning, with a mark where they were cut. */
export function createEventRow(sessionId: string, event: SessionEvent): EventRow {
	const body = truncateJson(event, MAX_EVENT_BYTES) ?? JSON.stringify({ ...event, payload: truncatedPayload(event) });
	return { sessionId, eventIndex: event.eventIndex, id: event.id, body, bytes: Buffer.byteLength(body) };
}

function truncatedPayload({ payload }: SessionEvent): unknown {
	return { jsonrpc: "2.0", method: "method" in payload ? payload.method : "_log/cut", params: { cut: true } };
}
