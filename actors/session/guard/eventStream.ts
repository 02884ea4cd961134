import { createParser, type EventSourceMessage } from "eventsource-parser";
import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { sandboxUnreachable, sessionLost } from "../../errors/sessionErrors.ts";
import type { SessionLimits } from "../../limits/sessionLimits.ts";
import { errorInfoFromProblem, parseProblem } from "../../sandbox/problem.ts";
import { delay } from "../../timing/timeouts.ts";
import { isConnectionRefused } from "./endpoint.ts";

/** The end of a stream between two events: a blank line, or a comment (the server's keep-alive). */
const BETWEEN_EVENTS = /\n(?:\r?\n|:[^\n]*\n?)$/;
const TAIL_LENGTH = 256;

/**
 * Reads the body of one event stream until it ends.
 *
 * @param onEvent - Returns false to stop reading.
 * @param onRead - Called after each chunk with whether an event has begun and not ended: a large one takes a while.
 * @param silenceMs - After this long without a byte the stream counts as broken.
 * @throws Whatever broke the stream.
 */
export async function readEventStream(
	body: ReadableStream<Uint8Array>,
	onEvent: (event: EventSourceMessage) => boolean,
	onRead: (isInside: boolean) => void,
	silenceMs: number,
): Promise<void> {
	const reader = body.getReader();
	const decoder = new TextDecoder();
	let goesOn = true;
	const parser = createParser({
		onEvent: (event) => {
			goesOn &&= onEvent(event);
		},
	});
	// The parser does not tell whether it is inside an event, so the end of the text is kept beside it.
	let tail = "\n";
	const silence = setTimeout(() => void reader.cancel().catch(() => undefined), silenceMs);
	try {
		while (goesOn) {
			const { done, value } = await reader.read();
			if (done) return;
			silence.refresh();
			const text = decoder.decode(value, { stream: true });
			parser.feed(text);
			tail = (tail + text.slice(-TAIL_LENGTH)).slice(-TAIL_LENGTH);
			if (goesOn) onRead(!BETWEEN_EVENTS.test(tail));
		}
	} finally {
		clearTimeout(silence);
		onRead(false);
		void reader.cancel().catch(() => undefined);
	}
}

interface EventStreamListener {
	onMessage(json: string): void;
	/** So many messages are missing before the next one. */
	onMessagesLost(lost: number): void;
	/** The agent's connection is gone; nothing more comes. */
	onEnd(fault: WorkspaceErrorInfo): void;
}

interface EventStreamSource {
	open(headers: Record<string, string>): Promise<Response>;
	readonly agent: string;
	readonly limits: SessionLimits;
	readonly signal: AbortSignal;
}

const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 1_000;

/**
 * Follows the event stream of an agent's connection: opens it again with `Last-Event-ID` when it breaks, leaves out
 * what it has heard already, and says what is missing. Gives up when the server no longer knows the connection, when
 * nobody listens there any more, or when the stream stays away for `streamReconnectTimeoutMs`.
 */
export class EventStreamFollower {
	readonly #source: EventStreamSource;
	readonly #listener: EventStreamListener;
	#lastId = 0;
	#failures = 0;
	#everOpened = false;
	#lostSince: number | null = null;
	#heardAt = 0;
	/** A message has begun to come. */
	#isInside = false;

	constructor(source: EventStreamSource, listener: EventStreamListener) {
		this.#source = source;
		this.#listener = listener;
	}

	/** Whether the stream stands and has said nothing for `ms`, so that nothing is on its way. */
	isQuiet(ms: number): boolean {
		const isSilent = !this.#isInside && performance.now() - this.#heardAt >= ms;
		return this.#everOpened && this.#lostSince === null && isSilent;
	}

	/** Runs until the connection is gone or the signal is aborted. Never rejects. */
	async run(): Promise<void> {
		const { signal } = this.#source;
		while (!signal.aborted) {
			const fault = await this.#followOnce();
			if (signal.aborted) return;
			if (fault) return this.#listener.onEnd(fault);
			await delay(Math.min(FIRST_RETRY_MS * 2 ** this.#failures++, LONGEST_RETRY_MS), signal);
		}
	}

	async #followOnce(): Promise<WorkspaceErrorInfo | null> {
		try {
			const response = await this.#source.open(this.#headers());
			if (!response.ok) return this.#judgeRefusal(response.status, await response.text());
			if (response.body) await this.#read(response.body);
			return this.#judgeLoss();
		} catch (error) {
			return this.#everOpened && isConnectionRefused(error) ? sandboxUnreachable() : this.#judgeLoss();
		}
	}

	#headers(): Record<string, string> {
		return this.#lastId > 0 ? { "last-event-id": String(this.#lastId) } : {};
	}

	async #read(body: ReadableStream<Uint8Array>): Promise<void> {
		this.#everOpened = true;
		this.#lostSince = null;
		this.#heardAt = performance.now();
		let isFirst = true;
		await readEventStream(
			body,
			(event) => {
				const goOn = this.#take(event, isFirst);
				isFirst = false;
				return goOn;
			},
			(isInside) => {
				this.#isInside = isInside;
			},
			this.#source.limits.streamSilenceTimeoutMs,
		);
	}

	#take(event: EventSourceMessage, isFirst: boolean): boolean {
		const id = Number(event.id ?? this.#lastId + 1);
		if (!(id > this.#lastId)) return true;
		const lost = id - this.#lastId - 1;
		// The server still holds the newest messages: asked again from the last one heard, it may fill the gap.
		if (lost > 0 && !isFirst) return false;
		if (lost > 0) this.#listener.onMessagesLost(lost);
		this.#lastId = id;
		this.#failures = 0;
		this.#heardAt = performance.now();
		this.#listener.onMessage(event.data);
		return true;
	}

	#judgeRefusal(status: number, body: string): WorkspaceErrorInfo | null {
		// Until the first request has started the agent, the server knows no such connection.
		if (!this.#everOpened) return null;
		if (status === 404 || status === 410) return sessionLost();
		if (status === 401 || status === 403) return errorInfoFromProblem(parseProblem(status, body), this.#source.agent);
		return this.#judgeLoss();
	}

	#judgeLoss(): WorkspaceErrorInfo | null {
		if (!this.#everOpened) return null;
		const now = performance.now();
		this.#lostSince ??= now;
		return now - this.#lostSince > this.#source.limits.streamReconnectTimeoutMs ? sandboxUnreachable() : null;
	}
}
