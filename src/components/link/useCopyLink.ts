"use client";
import { useState } from "react";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { type CopyStatus, useCopy } from "../copy-button/useCopy.ts";
import { itemLink } from "./itemLink.ts";

export interface CopiedLink {
	readonly status: CopyStatus;
	/** The item whose address was copied last. */
	readonly itemId: string | null;
	readonly copy: (itemId: string) => void;
}

/** The addresses of a timeline's items, of which one at a time is copied and told of. */
export function useCopyLink(): CopiedLink {
	const store = useWorkspaceStore();
	const [itemId, setItemId] = useState<string | null>(null);
	const { status, copy } = useCopy();
	return {
		status,
		itemId,
		copy(id) {
			setItemId(id);
			void copy(itemLink(store.get().workspaceId, id));
		},
	};
}
