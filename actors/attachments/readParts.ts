import type { RawAccess } from "rivetkit/db";
import { readChunks } from "../database/attachmentTable.ts";

/** So many pieces, of 45 KB at most, make a part that a sandbox takes at once. */
const CHUNKS_PER_PART = 40;

/** The bytes of a stored file, in parts of about 1.8 MB, so that a large one is never in memory whole. */
export async function* readAttachment(db: RawAccess, id: string): AsyncIterable<Uint8Array> {
	for (let start = 0; ; ) {
		const chunks = await readChunks(db, id, start, CHUNKS_PER_PART);
		const last = chunks.at(-1);
		if (!last) return;
		yield Buffer.concat(chunks.map(({ data }) => Buffer.from(data, "base64")));
		start = last.start + 1;
	}
}
