import { createParser, type EventSourceMessage } from "eventsource-parser";

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
