"use client";
import type { ReactNode } from "react";
import { useFocusHandedOn } from "../focus/useFocusHandedOn.ts";

interface FaultActionsProps {
	readonly children: ReactNode;
}

/** What can be done about a fault. It goes away with the fault that it has mended. */
export function FaultActions({ children }: FaultActionsProps) {
	const ref = useFocusHandedOn<HTMLDivElement>();
	return (
		<div ref={ref} className="wsc-fault-actions">
			{children}
		</div>
	);
}
