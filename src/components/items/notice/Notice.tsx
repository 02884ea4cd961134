"use client";
import { ErrorMessage } from "../../primitives/ErrorMessage.tsx";
import type { NoticeProps } from "../../slots/partProps.ts";

/**
 * What the workspace itself has to say: an error, a restart, a gap.
 *
 * Data attributes: `data-level`.
 */
export function Notice({ item, className }: NoticeProps) {
	return <ErrorMessage id={item.id} error={item} level={item.level} className={className} />;
}
