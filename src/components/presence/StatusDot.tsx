"use client";

import { useOptionalWorkspaceSelector } from "../../react/store.tsx";

interface StatusDotProps {
	readonly userId: string;
}

/**
 * At the corner of an avatar: whether the person is at their page. Nothing for somebody of whom that is not known, such as
 * oneself while nobody else is there. It is hidden from assistive technology: the list of participants says it in words.
 */
export function StatusDot({ userId }: StatusDotProps) {
	const status = useOptionalWorkspaceSelector(({ presence }) => presence.people.get(userId)?.status ?? null);
	return status && <span className="wsc-status-dot" data-status={status} aria-hidden="true" />;
}
