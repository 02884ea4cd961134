"use client";

import { useEffect, useState } from "react";
import { useWorkspaceStore } from "../store.tsx";
import { createTabIcon, type TabIcon } from "./tabIcon.ts";
import { createTabTitle, type TabTitle } from "./tabTitle.ts";
import { useAttention } from "./useAttention.ts";

/** What waits in the workspaces of a page, by the component that shows it. */
const shownBy = new Map<object, readonly string[]>();

let tab: { readonly title: TabTitle; readonly icon: TabIcon } | null = null;

/** Two chats of one workspace count once. */
function showTotal() {
	tab ??= { title: createTabTitle(document), icon: createTabIcon(document) };
	const total = new Set([...shownBy.values()].flat()).size;
	tab.title.show(total);
	tab.icon.show(total);
}

/**
 * Shows how much waits for the current user in the tab: a number before the title of the page, "(2) My app", and over its
 * icon. Several chats of a page add up. The page may change its title and icon meanwhile, and gets them back when nothing
 * waits. `<WorkspaceChat>` uses it, unless its `tabBadge` is false.
 *
 * @param enabled - Default true.
 * @example
 * function Room() {
 * 	useTabBadge();
 * 	return <Timeline />;
 * }
 */
export function useTabBadge(enabled = true): void {
	const { workspaceId } = useWorkspaceStore().get();
	const waiting = useAttention();
	const [owner] = useState(() => ({}));
	useEffect(() => {
		shownBy.set(owner, enabled ? waiting.map(({ id }) => `${workspaceId} ${id}`) : []);
		showTotal();
	}, [owner, enabled, waiting, workspaceId]);
	useEffect(
		() => () => {
			shownBy.delete(owner);
			showTotal();
		},
		[owner],
	);
}
