"use client";
import { useState } from "react";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { type CopyStatus, useCopyToClipboard } from "../copy-button/useCopy.ts";
import { itemUrl } from "./itemLink.ts";

export interface CopyLinkState {
	readonly status: CopyStatus;
	/** The item whose address was copied last. */
	readonly itemId: string | null;
	readonly copy: (itemId: string) => void;
}

/** The addresses of a timeline's items, of which one at a time is copied and told of. */
export function useCopyItemLink(): CopyLinkState {
	const store = useWorkspaceStore();
	const [itemId, setItemId] = useState<string | null>(null);
	const { status, copy } = useCopyToClipboard();
	return {
		status,
		itemId,
		copy(id) {
			setItemId(id);
			void copy(itemUrl(store.get().workspaceId, id));
		},
	};
}
