"use client";
import type { NoticeItem } from "../../protocol/index.ts";
import { FaultMessage } from "../fault/FaultMessage.tsx";

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
	return <FaultMessage id={item.id} fault={item} level={item.level} className={className} />;
}
