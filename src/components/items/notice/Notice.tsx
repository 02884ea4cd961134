"use client";
import type { NoticeItem, SessionStatus } from "../../../protocol/index.ts";
import { useOptionalWorkspaceSelector } from "../../../react/store.tsx";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { ErrorMessage } from "../../primitives/ErrorMessage.tsx";
import { useComponents } from "../../slots/ComponentsProvider.tsx";
import type { NoticeProps } from "../../slots/partProps.ts";

/**
 * A message of the workspace itself: an error, a restart, a gap. While the session notice says what to do about the same
 * failure, only the message is here.
 *
 * Data attributes: `data-level`.
 */
export function Notice({ item, className }: NoticeProps) {
	const isRepeated = useOptionalWorkspaceSelector(({ session }) => isStillSo(item, session?.state)) ?? false;
	return <ErrorMessage id={item.id} error={item} level={item.level} isBrief={isRepeated} className={className} />;
}

function isStillSo({ code, message }: NoticeItem, state: SessionStatus | undefined): boolean {
	return state?.status === "failed" && state.error.code === code && state.error.message === message;
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
