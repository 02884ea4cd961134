"use client";
import type { ReactNode } from "react";
import type { ErrorText } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/useLabels.ts";

interface ActionErrorProps {
	/** What went wrong; nothing is shown for null. */
	readonly error: ErrorText | null | undefined;
	/** Buttons. */
	readonly children?: ReactNode;
}

/** Why a command failed, in one line beside what sent it. */
export function ActionError({ error, children }: ActionErrorProps) {
	const labels = useLabels();
	if (!error) return null;
	return (
		<span className="wsc-command-error" role="alert">
			{labels.error(error).message}
			{children}
		</span>
	);
}
