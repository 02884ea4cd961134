"use client";
import type { NoticeItem } from "../../../protocol/index.ts";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { ErrorMessage } from "../../primitives/ErrorMessage.tsx";
import { useComponents } from "../../slots/ComponentsProvider.tsx";
import type { NoticeProps } from "../../slots/partProps.ts";

/**
 * A message of the workspace itself: an error, a restart, a gap.
 *
 * Data attributes: `data-level`.
 */
export function Notice({ item, className }: NoticeProps) {
	return <ErrorMessage id={item.id} error={item} level={item.level} className={className} />;
}

function NoticeView({ item }: ItemViewProps<NoticeItem>) {
	const { Notice: Part = Notice } = useComponents();
	return <Part item={item} />;
}

export const noticeKind: ItemKind<NoticeItem> = {
	View: NoticeView,
	name: ({ message }) => message,
	estimateHeight: () => 72,
	isFromAgent: false,
};
