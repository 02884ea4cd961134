import type { ContentPage, StoredContent } from "../protocol/index.ts";
import { pageOf, storeContent } from "../rules/binaryContent.ts";

/** The binary content of an in-memory workspace, to which its items refer. */
export class MemoryContents {
	readonly #contents: string[] = [];

	readonly keep = (encoded: string): StoredContent =>
		storeContent(encoded, (base64) => {
			const known = this.#contents.indexOf(base64);
			return `content-${known === -1 ? this.#contents.push(base64) - 1 : known}`;
		});

	/** A page of a content; null when there is none. */
	findPage(id: string, offset = 0): ContentPage | null {
		const base64 = this.#contents[Number(/^content-(\d+)$/.exec(id)?.[1])];
		return base64 === undefined ? null : pageOf(base64, offset);
	}
}
