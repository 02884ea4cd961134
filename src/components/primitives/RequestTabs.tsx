"use client";

import { type KeyboardEvent, type ReactNode, useId, useState } from "react";

interface RequestTabsProps<Item extends { readonly id: string }> {
	/** The id of the card, which is the tab panel. */
	readonly id: string;
	/** Says how many requests wait. */
	readonly title: string;
	readonly items: readonly Item[];
	/** The request whose card is shown. */
	readonly selected: Item;
	readonly onSelect: (id: string) => void;
	/** What a tab shows of a request. */
	readonly children: (item: Item) => ReactNode;
}

/** One line for each request of the agent that waits, as tabs; the arrow keys, Home and End switch between them, too. */
export function RequestTabs<Item extends { readonly id: string }>(props: RequestTabsProps<Item>) {
	const { id, title, items, selected, onSelect, children } = props;
	return (
		<div className="wsc-queue">
			<p className="wsc-queue-title">{title}</p>
			<div role="tablist" className="wsc-request-tabs" aria-label={title} aria-orientation="vertical">
				{items.map((item, index) => (
					<button
						key={item.id}
						type="button"
						role="tab"
						id={requestTabId(id, index)}
						aria-controls={id}
						className="wsc-fold-summary"
						aria-selected={item === selected}
						tabIndex={item === selected ? 0 : -1}
						onClick={() => onSelect(item.id)}
						onKeyDown={handleTabKey}
					>
						{children(item)}
					</button>
				))}
			</div>
		</div>
	);
}

function requestTabId(cardId: string, index: number): string {
	return `${cardId}-${index}`;
}

function handleTabKey(event: KeyboardEvent<HTMLElement>): void {
	const tab = event.currentTarget;
	const tabs = [...(tab.parentElement?.querySelectorAll<HTMLElement>("[role=tab]") ?? [])];
	const next = tabs.at(indexAfterKey(event.key, tabs.indexOf(tab), tabs.length));
	if (!next || next === tab) return;
	event.preventDefault();
	next.focus();
	next.click();
}

/** The tab that a key moves to; the last is followed by the first. */
function indexAfterKey(key: string, index: number, count: number): number {
	if (key === "ArrowUp") return index - 1;
	if (key === "ArrowDown") return (index + 1) % count;
	if (key === "Home") return 0;
	return key === "End" ? -1 : index;
}

/** Which of several requests has its card shown. */
interface RequestSelection<Item> {
	/** The oldest or the selected one; undefined when none waits. */
	readonly shown: Item | undefined;
	/** The id of the card. */
	readonly id: string;
	/** The id of the tab that selects the card; undefined for a single request, which has no tab. */
	readonly tabId: string | undefined;
	readonly select: (id: string) => void;
}

/** Chooses the request that is shown, and the ids by which its card and its tab name each other. */
export function useRequestSelection<Item extends { readonly id: string }>(
	items: readonly Item[],
): RequestSelection<Item> {
	const [selectedId, select] = useState<string | null>(null);
	const shown = items.find((item) => item.id === selectedId) ?? items[0];
	const id = useId();
	const tabId = shown && items.length > 1 ? requestTabId(id, items.indexOf(shown)) : undefined;
	return { shown, id, tabId, select };
}
