/**
 * The event stream as the SDK sees it: made here, so that everything the SDK hears has passed the guard.
 * What is pushed before the SDK opens the stream waits for it.
 */
export class SdkEventStream {
	#controller: ReadableStreamDefaultController<Uint8Array> | undefined;
	readonly #encoder = new TextEncoder();
	readonly #body: ReadableStream<Uint8Array>;
	#opened = false;
	#ended = false;

	constructor() {
		this.#body = new ReadableStream({
			start: (controller) => {
				this.#controller = controller;
			},
			cancel: () => {
				this.#ended = true;
			},
		});
	}

	/** The answer to the SDK's request for events. The SDK asks again when a stream ends; a 404 makes it stop. */
	open(): Response {
		if (this.#opened || this.#ended) return new Response(null, { status: 404 });
		this.#opened = true;
		return new Response(this.#body, { headers: { "content-type": "text/event-stream" } });
	}

	/** Hands the SDK one JSON text. */
	push(json: string): void {
		if (this.#ended) return;
		// A line break can only stand between the parts of a JSON text, and would end the line of the event.
		this.#controller?.enqueue(this.#encoder.encode(`data: ${json.replaceAll("\n", " ")}\n\n`));
	}

	end(): void {
		if (this.#ended) return;
		this.#ended = true;
		this.#controller?.close();
	}
}
