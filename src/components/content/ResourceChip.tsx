"use client";
import type { ReactNode } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Icon } from "../icon/Icon.tsx";

interface ResourceChipProps {
	readonly mimeType?: string | undefined;
	/** Bytes, as far as they are known. */
	readonly size?: number | undefined;
	readonly name: ReactNode;
	/** What can be done with it. */
	readonly children?: ReactNode;
}

/** Several may stand on a line, and wrap. */
const CHIP_SPACING = { marginBlock: 3, marginInlineEnd: 6 };

/** What a type may look like, to be shown: an agent may write anything there. */
const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}/;

/** A resource on one line, with its type and size. */
export function ResourceChip({ mimeType = "", size = -1, name, children }: ResourceChipProps) {
	const labels = useLabels();
	const [type] = MEDIA_TYPE.exec(mimeType) ?? [];
	const facts = [type, size >= 0 && Number.isFinite(size) && labels.fileSize(size)].filter(Boolean);
	return (
		<span className="wsc-chip" style={CHIP_SPACING}>
			<Icon name="read" />
			{name} {facts.length > 0 && <span className="wsc-time">{facts.join(" · ")}</span>}
			{children}
		</span>
	);
}
