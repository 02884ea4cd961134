"use client";
import type { NoticeItem } from "../../../protocol/index.ts";
import { ErrorMessage } from "../../primitives/ErrorMessage.tsx";

export interface NoticeProps {
	readonly item: NoticeItem;
	readonly className?: string | undefined;
}

/**
 * What the workspace itself has to say: an error, a restart, a gap.
 *
 * Data attributes: `data-level`.
 */
export function Notice({ item, className }: NoticeProps) {
	return <ErrorMessage id={item.id} error={item} level={item.level} className={className} />;
}
