import { createParser, type EventSourceMessage } from "eventsource-parser";
import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { isConnectionRefused } from "../../errors/connectionRefused.ts";
import { sandboxUnreachable, sessionLost } from "../../errors/sessionErrors.ts";
import type { SessionLimits } from "../../limits/sessionLimits.ts";
import { errorInfoFromProblem, parseProblem } from "../../sandbox/problem.ts";
import { Backoff } from "../../timing/Backoff.ts";

/** How a stream ends between two events: with a blank line, or a comment (the server's keep-alive). */
const BETWEEN_EVENTS = /\n(?:\r?\n|:[^\n]*\n?)$/;
const TAIL_LENGTH = 256;

/**
 * Reads the body of one event stream until it ends.
 *
 * @param onEvent - Returns false to stop reading.
 * @param onRead - Called after each chunk with whether it ended inside an event: a large one arrives in many chunks.
 * @param silenceMs - After this long without a byte the stream counts as broken.
 * @throws What broke the stream.
 */
export async function readEventStream(
	body: ReadableStream<Uint8Array>,
	onEvent: (event: EventSourceMessage) => boolean,
	onRead: (isInsideEvent: boolean) => void,
	silenceMs: number,
): Promise<void> {
	const reader = body.getReader();
	const decoder = new TextDecoder();
	let isReading = true;
	const parser = createParser({
		onEvent: (event) => {
			isReading &&= onEvent(event);
		},
	});
	// The parser does not expose whether it is inside an event, so we keep the end of the text ourselves.
	let tail = "\n";
	const silence = setTimeout(() => void reader.cancel().catch(() => undefined), silenceMs);
	try {
		while (isReading) {
			const { done, value } = await reader.read();
			if (done) return;
			silence.refresh();
			const text = decoder.decode(value, { stream: true });
			parser.feed(text);
			tail = (tail + text.slice(-TAIL_LENGTH)).slice(-TAIL_LENGTH);
			if (isReading) onRead(!BETWEEN_EVENTS.test(tail));
		}
	} finally {
		clearTimeout(silence);
		onRead(false);
		void reader.cancel().catch(() => undefined);
	}
}

interface EventStreamDeps {
	open(headers: Record<string, string>): Promise<Response>;
	readonly agent: string;
	readonly limits: Pick<SessionLimits, "streamSilenceTimeoutMs" | "streamReconnectTimeoutMs">;
	/** Ends the following. */
	readonly signal: AbortSignal;
	onMessage(json: string): void;
	/** This many messages are missing before the next one. */
	onMessagesLost(lost: number): void;
	/** The connection to the agent is gone, and no more messages come. */
	onEnd(error: WorkspaceErrorInfo): void;
}

const RECONNECT_LIMITS = { retryBaseMs: 50, retryMaxMs: 1_000 };

/**
 * Follows the event stream of an agent: reconnects with `Last-Event-ID` when it breaks, drops messages it has received
 * before, and reports missing ones. It gives up when the server no longer knows the agent, when nobody listens there
 * any more, or when the stream cannot be reopened within `streamReconnectTimeoutMs`.
 */
export class EventStreamFollower {
	readonly #deps: EventStreamDeps;
	#lastId = 0;
	/** Reset by each message. Not `retry`, because a stream that breaks after messages is both a success and a failure. */
	readonly #backoff = new Backoff(RECONNECT_LIMITS);
	#hasBeenOpen = false;
	#lostSince: number | null = null;
	#lastMessageAt = 0;
	/** A message has begun to arrive. */
	#isInsideEvent = false;

	constructor(deps: EventStreamDeps) {
		this.#deps = deps;
	}

	/** Whether the stream is open and has carried nothing for `ms`, so that no message is on its way. */
	isQuiet(ms: number): boolean {
		const isSilent = !this.#isInsideEvent && performance.now() - this.#lastMessageAt >= ms;
		return this.#hasBeenOpen && this.#lostSince === null && isSilent;
	}

	/** Runs until the connection is gone or the signal is aborted. Never rejects. */
	async run(): Promise<void> {
		const { signal } = this.#deps;
		while (!signal.aborted) {
			const error = await this.#followOnce();
			if (signal.aborted) return;
			if (error) return this.#deps.onEnd(error);
			await this.#backoff.wait(signal);
		}
	}

	/** Null when the stream has ended and may be opened again. */
	async #followOnce(): Promise<WorkspaceErrorInfo | null> {
		try {
			const response = await this.#deps.open(this.#headers());
			if (!response.ok) return this.#checkResponse(response.status, await response.text());
			if (response.body) await this.#read(response.body);
			return this.#checkLostTime();
		} catch (error) {
			return this.#hasBeenOpen && isConnectionRefused(error) ? sandboxUnreachable() : this.#checkLostTime();
		}
	}

	#headers(): Record<string, string> {
		return this.#lastId > 0 ? { "last-event-id": String(this.#lastId) } : {};
	}

	async #read(body: ReadableStream<Uint8Array>): Promise<void> {
		this.#hasBeenOpen = true;
		this.#lostSince = null;
		this.#lastMessageAt = performance.now();
		let isFirst = true;
		const onEvent = (event: EventSourceMessage) => {
			const goesOn = this.#receive(event, isFirst);
			isFirst = false;
			return goesOn;
		};
		const onRead = (isInsideEvent: boolean) => {
			this.#isInsideEvent = isInsideEvent;
		};
		await readEventStream(body, onEvent, onRead, this.#deps.limits.streamSilenceTimeoutMs);
	}

	#receive(event: EventSourceMessage, isFirst: boolean): boolean {
		const id = Number(event.id ?? this.#lastId + 1);
		if (!(id > this.#lastId)) return true;
		const lost = id - this.#lastId - 1;
		// The server buffers the newest messages: reconnecting from the last one received may fill the gap.
		if (lost > 0 && !isFirst) return false;
		if (lost > 0) this.#deps.onMessagesLost(lost);
		this.#lastId = id;
		this.#backoff.reset();
		this.#lastMessageAt = performance.now();
		this.#deps.onMessage(event.data);
		return true;
	}

	#checkResponse(status: number, body: string): WorkspaceErrorInfo | null {
		// The server does not know the agent until the first request has started it.
		if (!this.#hasBeenOpen) return null;
		if (status === 404 || status === 410) return sessionLost();
		if (status === 401 || status === 403) return errorInfoFromProblem(parseProblem(status, body), this.#deps.agent);
		return this.#checkLostTime();
	}

	#checkLostTime(): WorkspaceErrorInfo | null {
		if (!this.#hasBeenOpen) return null;
		const now = performance.now();
		this.#lostSince ??= now;
		return now - this.#lostSince > this.#deps.limits.streamReconnectTimeoutMs ? sandboxUnreachable() : null;
	}
}
