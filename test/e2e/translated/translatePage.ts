export interface Translation {
	/** Whether other words take the place of those that were there. Chrome also wraps what stays as it is, such as names. */
	readonly changesWords: boolean;
}

/**
 * Runs in the page, before its scripts: replaces each text node with two `<font>` elements, as Chrome's translation does,
 * and each that appears or changes later after 80 ms. It also does what other extensions do: it marks elements with
 * attributes, and puts elements next to fields and at the end of forms.
 */
export function translatePage({ changesWords }: Translation): void {
	const untranslated = "script, style, textarea, select, [translate=no], font[data-translated]";

	function translate(text: Text): void {
		if (text.data.trim() === "" || !text.isConnected || text.parentElement?.closest(untranslated)) return;
		const outer = document.createElement("font");
		const inner = document.createElement("font");
		outer.append(inner);
		inner.dataset.translated = "";
		inner.textContent = changesWords ? text.data.toUpperCase() : text.data;
		text.replaceWith(outer);
	}

	function addForeignElements(root: Element): void {
		for (const field of root.querySelectorAll("textarea, input, button")) {
			if (field.hasAttribute("data-extension") || field.closest("[translate=no]")) continue;
			field.setAttribute("data-extension", "");
			if (!field.matches("textarea, input[type=search]")) continue;
			field.after(document.createElement("extension-button"));
			field.closest("form")?.append(document.createElement("extension-overlay"));
		}
	}

	function rewrite(root: Node): void {
		const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		const texts: Text[] = root instanceof Text ? [root] : [];
		while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
		for (const text of texts) translate(text);
		if (root instanceof Element) addForeignElements(root);
	}

	const delayMs = 80;
	const observer = new MutationObserver((records) => {
		const changed = new Set(records.flatMap(({ target, addedNodes }) => [target, ...addedNodes]));
		setTimeout(() => {
			for (const node of changed) rewrite(node);
		}, delayMs);
	});
	observer.observe(document, { subtree: true, childList: true, characterData: true });
}
