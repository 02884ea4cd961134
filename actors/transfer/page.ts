import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";

// A page is lines of JSON, compressed. It travels in parts: Rivet limits messages, and one row alone may exceed that.

/** A part of a page on its way. */
export interface PagePart {
	/** In base64. */
	readonly data: string;
	/** How many parts the page has. */
	readonly parts: number;
	/** Of the whole page: a page that was read again in between may be another one. */
	readonly hash: string;
}

/** @param index - Which part. One that the page does not have is empty. */
export function partOfPage(page: Uint8Array, index: number, partBytes: number): PagePart {
	return {
		data: Buffer.from(page.subarray(index * partBytes, (index + 1) * partBytes)).toString("base64"),
		parts: Math.max(1, Math.ceil(page.length / partBytes)),
		hash: createHash("sha256").update(page).digest("base64url"),
	};
}

export function packLines(lines: readonly string[]): Uint8Array {
	return gzipSync(lines.map((line) => `${line}\n`).join(""), { level: 3 });
}

/** More than any row has. */
export const MAX_PAGE_BYTES = 16_777_216;

/** @throws When it is no page. */
export function unpackLines(page: Uint8Array): readonly string[] {
	const text = gunzipSync(page, { maxOutputLength: MAX_PAGE_BYTES }).toString();
	return text.split("\n").filter((line) => line !== "");
}
