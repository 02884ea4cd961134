"use client";
import type { ComponentProps } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useCopy } from "./useCopy.ts";

export interface CopyButtonProps extends Omit<ComponentProps<"button">, "children" | "onClick"> {
	/** What is copied. */
	readonly text: string;
}

/**
 * Copies a text to the clipboard and says for a moment how it went.
 * State as data: `data-status` is `idle`, `copied` or `failed`.
 *
 * @example
 * <CopyButton text={code} />
 */
export function CopyButton({ text, className, ...rest }: CopyButtonProps) {
	const labels = useLabels();
	const { status, copy } = useCopy();
	const words = { idle: labels.copy, copied: labels.copied, failed: labels.copyFailed }[status];
	return (
		<button
			{...rest}
			type="button"
			className={className ? `wsc-copy ${className}` : "wsc-copy"}
			data-status={status}
			onClick={() => copy(text)}
		>
			<span aria-live="polite">{words}</span>
		</button>
	);
}
