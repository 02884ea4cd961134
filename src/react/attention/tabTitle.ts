/** Shows a number before the title of a page. */
export interface TabTitle {
	/** 0 shows the page's own title, as it is now. */
	show(count: number): void;
}

/**
 * The title of a page, with the number of what waits before it: "(2) My app". The page may change its title meanwhile: the
 * number goes before the new one.
 */
export function createTabTitle(page: Document): TabTitle {
	let own = "";
	let prefix = "";

	// The router of a page may replace the whole element, so the head is watched.
	const observer = new MutationObserver(() => {
		if (page.title !== prefix + own) apply(prefix);
	});

	/** Reads what the page has set, which may be made of what was shown before, and shows it with the number. */
	function apply(next: string) {
		own = page.title.startsWith(prefix) ? page.title.slice(prefix.length) : page.title;
		prefix = next;
		page.title = prefix + own;
		observer.takeRecords();
	}

	return {
		show(count) {
			const next = count > 0 ? `(${count}) ` : "";
			if (next === prefix) return;
			if (next === "") observer.disconnect();
			else if (prefix === "") observer.observe(page.head, { childList: true, characterData: true, subtree: true });
			apply(next);
		},
	};
}
