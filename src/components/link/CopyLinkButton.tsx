"use client";

import { useState } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { itemName } from "../items/itemKinds.ts";
import { Button } from "../primitives/Button.tsx";
import { type CopyStatus, useCopyToClipboard } from "../primitives/CopyButton.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { Icon } from "../primitives/Icon.tsx";
import { itemUrl } from "./itemLink.ts";

export interface CopyLinkState {
	readonly status: CopyStatus;
	/** The item whose link was copied last. */
	readonly itemId: string | null;
	readonly copy: (itemId: string) => void;
}

/** Copies the links of a timeline's items, and announces it for one at a time. */
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

interface CopyLinkButtonProps {
	readonly itemId: string;
	readonly link: CopyLinkState;
}

/** Copies the link of an item. Visible on hover and focus. */
export function CopyLinkButton({ itemId, link }: CopyLinkButtonProps) {
	const labels = useLabels();
	const name = useWorkspaceSelector((state) => itemName(state.items.get(itemId)));
	const isCopied = link.itemId === itemId && link.status === "copied";
	return (
		<button
			type="button"
			className="wsc-button wsc-row-link"
			data-variant="quiet"
			aria-label={labels.copyLink}
			aria-description={name}
			title={labels.copyLink}
			onClick={() => link.copy(itemId)}
		>
			<Icon name={isCopied ? "completed" : "link"} />
		</button>
	);
}

interface LinkTargetMissingProps {
	readonly onDismiss: () => void;
}

/** Says that the linked item does not exist, until it is dismissed. */
export function LinkTargetMissing({ onDismiss }: LinkTargetMissingProps) {
	const labels = useLabels();
	const ref = useMoveFocusOnUnmount<HTMLDivElement>();
	return (
		<div ref={ref} role="alert">
			<Button className="wsc-jump" title={labels.dismiss} onClick={onDismiss}>
				{labels.itemNotFound}
				<Icon name="close" />
			</Button>
		</div>
	);
}
