"use client";

import { useMemo, useSyncExternalStore } from "react";
import type { WorkspaceStore } from "../../core/index.ts";
import { isStreamedItem, type StreamedItem } from "../../core/state/selectors.ts";
import { useWorkspaceStore } from "../../react/store.tsx";
import { THROTTLE_MS, useMarkdownElement } from "./Markdown.tsx";

/** What of an item its Markdown shows. */
type StreamedText = Pick<StreamedItem, "text" | "open">;

/**
 * The text of an item of the store. While it streams it changes at most 30 times a second, however often tokens arrive;
 * every other change shows at once.
 */
class FollowedText {
	readonly #store: WorkspaceStore;
	readonly #itemId: string;
	#shown: StreamedText;
	#shownAt = Number.NEGATIVE_INFINITY;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** @param item - Shown while the store does not have it. */
	constructor(store: WorkspaceStore, item: StreamedItem) {
		this.#store = store;
		this.#itemId = item.id;
		this.#shown = this.#read() ?? item;
	}

	readonly get = (): StreamedText => this.#shown;

	readonly subscribe = (listener: () => void): (() => void) => {
		const show = () => {
			clearTimeout(this.#timer);
			this.#timer = undefined;
			const current = this.#read();
			if (!current || isSameText(current, this.#shown)) return;
			this.#shown = current;
			this.#shownAt = performance.now();
			listener();
		};
		const update = () => {
			if (this.#timer !== undefined && this.#isGrowing()) return;
			const waitMs = this.#isGrowing() ? this.#shownAt + THROTTLE_MS - performance.now() : 0;
			if (waitMs > 0) this.#timer = setTimeout(show, waitMs);
			else show();
		};
		// It may have changed since it was rendered.
		update();
		const unsubscribe = this.#store.subscribe(update);
		return () => {
			unsubscribe();
			clearTimeout(this.#timer);
			this.#timer = undefined;
		};
	};

	#read(): StreamedText | undefined {
		const item = this.#store.get().items.get(this.#itemId);
		return isStreamedItem(item) ? item : undefined;
	}

	#isGrowing(): boolean {
		const current = this.#read();
		return current?.open === true && this.#shown.open && current.text.startsWith(this.#shown.text);
	}
}

function isSameText(one: StreamedText, other: StreamedText): boolean {
	return one.text === other.text && one.open === other.open;
}

/** The props of `<ItemMarkdown>`. */
export interface ItemMarkdownProps {
	/** The item, perhaps with an older text. */
	readonly item: StreamedItem;
}

/**
 * The text of a message or thought, which it follows in the store. It is the only component that renders while the text
 * grows: one component for a token in the middle of a paragraph.
 */
export function ItemMarkdown({ item }: ItemMarkdownProps) {
	const store = useWorkspaceStore();
	const { id } = item;
	// biome-ignore lint/correctness/useExhaustiveDependencies: the item itself is only the first text
	const followed = useMemo(() => new FollowedText(store, item), [store, id]);
	const { text, open } = useSyncExternalStore(followed.subscribe, followed.get, followed.get);
	return useMarkdownElement({ text, streaming: open });
}
