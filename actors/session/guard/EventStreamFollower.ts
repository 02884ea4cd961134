import type { EventSourceMessage } from "eventsource-parser";
import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { errorInfoFromProblem } from "../faultFromProblem.ts";
import { parseProblem } from "../parseProblem.ts";
import { sandboxUnreachable, sessionLost } from "../sessionFaults.ts";
import type { SessionLimits } from "../sessionLimits.ts";
import { delay } from "../wait.ts";
import { isConnectionRefused } from "./isConnectionRefused.ts";
import { readEventStream } from "./readEventStream.ts";

export interface EventStreamListener {
	onMessage(json: string): void;
	/** So many messages are missing before the next one. */
	onMessagesLost(lost: number): void;
	/** The agent's connection is gone; nothing more comes. */
	onEnd(fault: WorkspaceErrorInfo): void;
}

export interface EventStreamSource {
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
