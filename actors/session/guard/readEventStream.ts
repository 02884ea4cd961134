import { type ServerSentEvent, ServerSentEventParser } from "./ServerSentEventParser.ts";

/**
 * Reads the body of one event stream until it ends.
 *
 * @param onEvent - Returns false to stop reading.
 * @param onRead - Hears after each piece whether the last event has begun and not ended: a large one takes a while.
 * @param silenceMs - After this long without a byte the stream counts as broken.
 * @throws Whatever broke the stream.
 */
export async function readEventStream(
	body: ReadableStream<Uint8Array>,
	onEvent: (event: ServerSentEvent) => boolean,
	onRead: (isInside: boolean) => void,
	silenceMs: number,
): Promise<void> {
	const reader = body.getReader();
	const parser = new ServerSentEventParser();
	const decoder = new TextDecoder();
	const silence = setTimeout(() => void reader.cancel().catch(() => undefined), silenceMs);
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			silence.refresh();
			for (const event of parser.push(decoder.decode(value, { stream: true }))) if (!onEvent(event)) return;
			onRead(parser.isInside);
		}
	} finally {
		clearTimeout(silence);
		onRead(false);
		void reader.cancel().catch(() => undefined);
	}
}
