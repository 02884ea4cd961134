"use client";

import { useEffect, useMemo, useState } from "react";
import type { WorkspaceState } from "../../core/index.ts";
import { selectItems } from "../../core/state/selectors.ts";
import { isSameList } from "../../core/state/structuralSharing.ts";
import type { NoteItem, TimelineItem } from "../../protocol/index.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../store.tsx";

const selectIsConnected = ({ connectionStatus }: WorkspaceState) => connectionStatus.status === "connected";

/**
 * The notes with these ids, in the same order. Those that are older than the loaded timeline are loaded, without becoming part
 * of it.
 *
 * @returns Null for one that is not known, or not yet.
 */
export function useNotesById(ids: readonly string[]): readonly (NoteItem | null)[] {
	const store = useWorkspaceStore();
	const items = useWorkspaceSelector(
		useMemo(() => selectItems(ids), [ids]),
		isSameList,
	);
	const isConnected = useWorkspaceSelector(selectIsConnected);
	const [loaded, setLoaded] = useState<ReadonlyMap<string, TimelineItem>>(new Map());
	const missing = ids.filter((id, index) => !items[index] && !loaded.has(id)).join(" ");
	useEffect(() => {
		if (!isConnected || missing === "") return;
		let isCurrent = true;
		const load = async (id: string) => [id, await store.loadItem(id)] as const;
		void Promise.allSettled(missing.split(" ").map(load)).then((results) => {
			const found = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
			if (isCurrent && found.length > 0) setLoaded((known) => new Map([...known, ...found]));
		});
		return () => {
			isCurrent = false;
		};
	}, [store, isConnected, missing]);
	return ids.map((id, index) => {
		const item = items[index] ?? loaded.get(id);
		return item?.kind === "note" ? item : null;
	});
}
