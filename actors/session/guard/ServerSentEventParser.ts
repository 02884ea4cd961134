/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
	readonly id: string | null;
	readonly data: string;
}

/**
 * Cuts a `text/event-stream` into events, however its text was cut on the way.
 * Comments (the server's signs of life) and events without data make none.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class ServerSentEventParser {
	#rest: string[] = [];
	#id: string | null = null;
	#data: string[] = [];

	/** Whether the beginning of an event with data is here, and its end is not. */
	get isInside(): boolean {
		return this.#data.length > 0 || this.#rest.some((piece) => piece !== "" && !piece.startsWith(":"));
	}

	/** Takes the next piece of text and gives back the events it completes. */
	push(text: string): ServerSentEvent[] {
		const lines = text.split("\n");
		// The pieces of an unfinished line are joined only once it ends: an agent's line may have many megabytes.
		this.#rest.push(lines[0] ?? "");
		const events: ServerSentEvent[] = [];
		for (const next of lines.slice(1)) {
			this.#takeLine(this.#rest.join(""), events);
			this.#rest = [next];
		}
		return events;
	}

	#takeLine(rawLine: string, events: ServerSentEvent[]): void {
		const line = rawLine.endsWith("\r") ? rawLine.slice(0, -1) : rawLine;
		if (line === "") this.#finishEvent(events);
		const colon = line.indexOf(":");
		const field = colon === -1 ? line : line.slice(0, colon);
		const value = colon === -1 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
		if (field === "id") this.#id = value;
		if (field === "data") this.#data.push(value);
	}

	#finishEvent(events: ServerSentEvent[]): void {
		if (this.#data.length > 0) events.push({ id: this.#id, data: this.#data.join("\n") });
		this.#id = null;
		this.#data = [];
	}
}
