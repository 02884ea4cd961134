import { readByteRange } from "../sandbox/readBytes.ts";
import { pageEnd } from "./endOfPage.ts";
import { isBinary } from "./isBinary.ts";

/** So much of a file says whether it is text. */
const SNIFFED_BYTES = 8_192;
const NEW_LINE = 0x0a;

export interface TextPage {
	readonly text: string;
	readonly line: number;
	readonly nextOffset: number | null;
}

/** One page of a file that comes as a body; null when it is no text. The server sends files from their beginning only. */
export async function readPage(response: Response, offset: number, limit: number): Promise<TextPage | null> {
	let line = 1;
	let beginning = new Uint8Array();
	const { bytes, isEnd } = await readByteRange(response, { skip: offset, take: limit }, (skipped) => {
		for (const byte of skipped) if (byte === NEW_LINE) line += 1;
		if (beginning.length === 0) beginning = skipped.slice(0, SNIFFED_BYTES);
	});
	if (isBinary(beginning) || isBinary(bytes.subarray(0, offset === 0 ? SNIFFED_BYTES : 0))) return null;
	const end = isEnd ? bytes.length : pageEnd(bytes);
	return {
		text: new TextDecoder().decode(bytes.subarray(0, end)),
		line,
		nextOffset: isEnd ? null : offset + end,
	};
}
