import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { splitIntoWords } from "./script.ts";

/** A response that is streamed as server-sent events. */
export class EventStream {
	readonly #response: ServerResponse;

	constructor(response: ServerResponse) {
		this.#response = response;
		response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
	}

	/** Sends an event, whose data repeats its type, as both APIs do. */
	send(type: string, fields: Readonly<Record<string, unknown>>): void {
		if (!this.#response.destroyed)
			this.#response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
	}

	/** Streams a text word by word, until the agent closes the connection. */
	async sendWords(text: string, pauseMs: number, sendWord: (word: string) => void): Promise<void> {
		for (const word of splitIntoWords(text)) {
			if (this.#response.destroyed) return;
			sendWord(word);
			await delay(pauseMs);
		}
	}

	end(): void {
		this.#response.end();
	}
}
