import type { WorkspaceStore } from "../../core/index.ts";

/** Contents that nothing shows any more are kept up to this size together, for people who scroll back. */
const MAX_UNUSED_BYTES = 50_000_000;

interface ContentUrl {
	/** Rejects with a `WorkspaceError`. */
	readonly loaded: Promise<string>;
	url: string | null;
	bytes: number;
	users: number;
}

/** The loaded contents of a workspace, as addresses for elements of the page. Each is loaded once. */
class ContentUrls {
	readonly #store: WorkspaceStore;
	/** The ones that were used last are at the end. */
	readonly #urls = new Map<string, ContentUrl>();

	constructor(store: WorkspaceStore) {
		this.#store = store;
	}

	/** The address if the content is loaded. */
	peek(id: string, mimeType: string): string | null {
		return this.#urls.get(keyOf(id, mimeType))?.url ?? null;
	}

	/** Uses a content until the returned function is called. */
	use(id: string, mimeType: string): { readonly loaded: Promise<string>; readonly release: () => void } {
		const key = keyOf(id, mimeType);
		const entry = this.#urls.get(key) ?? this.#load(key, id, mimeType);
		this.#urls.delete(key);
		this.#urls.set(key, entry);
		entry.users += 1;
		let isReleased = false;
		const release = () => {
			if (isReleased) return;
			isReleased = true;
			entry.users -= 1;
			this.#evict();
		};
		return { loaded: entry.loaded, release };
	}

	#load(key: string, id: string, mimeType: string): ContentUrl {
		const loaded = this.#store.readContent(id).then((bytes) => {
			entry.url = URL.createObjectURL(new Blob([bytes], { type: mimeType }));
			entry.bytes = bytes.length;
			this.#evict();
			return entry.url;
		});
		const entry: ContentUrl = { loaded, url: null, bytes: 0, users: 0 };
		loaded.catch(() => this.#urls.delete(key));
		return entry;
	}

	#evict(): void {
		const unused = [...this.#urls].filter(([, { users, url }]) => users === 0 && url !== null);
		let bytes = unused.reduce((sum, [, entry]) => sum + entry.bytes, 0);
		for (const [key, entry] of unused) {
			if (bytes <= MAX_UNUSED_BYTES) return;
			bytes -= entry.bytes;
			this.#urls.delete(key);
			if (entry.url !== null) URL.revokeObjectURL(entry.url);
		}
	}
}

function keyOf(id: string, mimeType: string): string {
	return `${id} ${mimeType}`;
}

const urlsByStore = new WeakMap<WorkspaceStore, ContentUrls>();

/** The contents of a store's workspace. */
export function contentUrlsOf(store: WorkspaceStore): ContentUrls {
	const urls = urlsByStore.get(store) ?? new ContentUrls(store);
	urlsByStore.set(store, urls);
	return urls;
}
