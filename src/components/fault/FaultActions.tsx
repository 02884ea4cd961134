"use client";
import type { ReactNode } from "react";
import { useMoveFocusOnUnmount } from "../focus/useFocusHandedOn.ts";

interface ErrorActionsProps {
	readonly children: ReactNode;
}

/** What can be done about a fault. It goes away with the fault that it has mended. */
export function ErrorActions({ children }: ErrorActionsProps) {
	const ref = useMoveFocusOnUnmount<HTMLDivElement>();
	return (
		<div ref={ref} className="wsc-fault-actions">
			{children}
		</div>
	);
}
