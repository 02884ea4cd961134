import { type Chunk, MARK_LENGTH, now, parseChunks } from "./chunks.ts";

/** When a chunk was sent by the agent, and when it came, in microseconds. */
export interface Arrival {
	readonly sentAt: number;
	readonly at: number;
}

/** What came at one client. */
export class Arrivals {
	/** By the number of the chunk. */
	readonly chunks = new Map<number, Arrival>();
	/** Chunks that came again. */
	doubled = 0;
	/** Events over the connection. */
	messages = 0;

	receive(text: string): void {
		const at = now();
		for (const chunk of parseChunks(text)) this.#note(chunk, at);
	}

	#note({ number, sentAt }: Chunk, at: number): void {
		if (this.chunks.has(number)) this.doubled += 1;
		else this.chunks.set(number, { sentAt, at });
	}
}

/** Hands on what a text has grown by, without the mark that it may end in the middle of. */
export class GrowingText {
	#read = 0;

	grow(text: string): string {
		const marked = text.lastIndexOf("#");
		const end = text.length - marked < MARK_LENGTH ? marked : text.length;
		const grown = text.slice(this.#read, end);
		this.#read = Math.max(this.#read, end);
		return grown;
	}
}
