"use client";
import type { ReactNode } from "react";
import type { FaultWords } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/useLabels.ts";

interface CommandFaultProps {
	/** What went wrong; nothing is shown for null. */
	readonly fault: FaultWords | null | undefined;
	/** Buttons. */
	readonly children?: ReactNode;
}

/** Why a command failed, in one line beside what sent it. */
export function CommandFault({ fault, children }: CommandFaultProps) {
	const labels = useLabels();
	if (!fault) return null;
	return (
		<span className="wsc-command-error" role="alert">
			{labels.fault(fault).message}
			{children}
		</span>
	);
}
