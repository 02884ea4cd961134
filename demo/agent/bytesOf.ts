import type { Readable } from "node:stream";

/** A Node stream of bytes as the web stream that the ACP SDK reads from. */
export function bytesOf(stream: Readable): ReadableStream<Uint8Array> {
	return new ReadableStream({
		start(controller) {
			stream.on("data", (chunk: Uint8Array) => controller.enqueue(chunk));
			stream.once("end", () => controller.close());
			stream.once("error", (error) => controller.error(error));
		},
	});
}
