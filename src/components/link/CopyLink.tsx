"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { Icon } from "../icon/Icon.tsx";
import { itemName } from "./itemName.ts";
import type { CopiedLink } from "./useCopyLink.ts";

interface CopyLinkProps {
	readonly itemId: string;
	readonly link: CopiedLink;
}

/** Copies the address of an item. It shows when the pointer or the focus is there. */
export function CopyLink({ itemId, link }: CopyLinkProps) {
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
