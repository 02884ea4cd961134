"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useCopy } from "../copy-button/useCopy.ts";
import { Icon } from "../icon/Icon.tsx";
import { itemLink } from "./itemLink.ts";

interface CopyLinkProps {
	readonly itemId: string;
}

/** Copies the address of an item. It shows when the pointer or the focus is there. */
export function CopyLink({ itemId }: CopyLinkProps) {
	const labels = useLabels();
	const { status, copy } = useCopy();
	const words = { idle: labels.copyLink, copied: labels.copied, failed: labels.copyFailed }[status];
	return (
		<button
			type="button"
			className="wsc-button wsc-row-link"
			data-look="quiet"
			data-status={status}
			title={words}
			onClick={() => copy(itemLink(itemId))}
		>
			<Icon name={status === "copied" ? "completed" : "link"} />
			<span className="wsc-hidden" aria-live="polite">
				{words}
			</span>
		</button>
	);
}
