/** Where a key leads from an item of a tree; null when it leads nowhere. */
export function nextTreeItem(tree: HTMLElement, item: HTMLElement, key: string): HTMLElement | null {
	const items = [...tree.querySelectorAll<HTMLElement>('[role="treeitem"]')];
	const place = items.indexOf(item);
	if (key === "ArrowDown") return items[place + 1] ?? null;
	if (key === "ArrowUp") return items[place - 1] ?? null;
	if (key === "Home") return items[0] ?? null;
	if (key === "End") return items.at(-1) ?? null;
	if (key === "ArrowRight") return childGroup(item)?.querySelector<HTMLElement>('[role="treeitem"]') ?? null;
	if (key === "ArrowLeft") return parentItem(item);
	return key.length === 1 && key !== " "
		? findByFirstLetter([...items.slice(place + 1), ...items.slice(0, place)], key)
		: null;
}

/** What lies in an open folder stands behind it. */
function childGroup(item: HTMLElement): Element | null {
	return item.nextElementSibling;
}

function parentItem(item: HTMLElement): HTMLElement | null {
	const folder = item.closest('[role="group"]')?.previousElementSibling;
	return folder instanceof HTMLElement ? folder : null;
}

function findByFirstLetter(items: readonly HTMLElement[], letter: string): HTMLElement | null {
	const begins = (item: HTMLElement) => item.textContent?.trim().toLowerCase().startsWith(letter.toLowerCase());
	return items.find(begins) ?? null;
}
