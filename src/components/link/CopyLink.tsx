"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { Icon } from "../icon/Icon.tsx";
import { itemName } from "./itemName.ts";
import type { CopyLinkState } from "./useCopyLink.ts";

interface CopyLinkButtonProps {
	readonly itemId: string;
	readonly link: CopyLinkState;
}

/** Copies the address of an item. It shows when the pointer or the focus is there. */
export function CopyLinkButton({ itemId, link }: CopyLinkButtonProps) {
	const labels = useLabels();
	const name = useWorkspaceSelector((state) => itemName(state.items.get(itemId)));
	const isCopied = link.itemId === itemId && link.status === "copied";
	return (
		<button
			type="button"
			className="wsc-button wsc-row-link"
			data-look="quiet"
			aria-label={labels.copyLink}
			aria-description={name}
			title={labels.copyLink}
			onClick={() => link.copy(itemId)}
		>
			<Icon name={isCopied ? "completed" : "link"} />
		</button>
	);
}
