"use client";
import type { ComponentProps } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { type CopySource, useCopyToClipboard } from "./useCopy.ts";

export interface CopyButtonProps extends Omit<ComponentProps<"button">, "children" | "onClick"> {
	/** What is copied; a function is asked when somebody does. */
	readonly text: CopySource;
	/** What it says before. Default: the label `copy`. */
	readonly label?: string | undefined;
}

/**
 * Copies a text to the clipboard and says for a moment how it went.
 * State as data: `data-status` is `idle`, `copied` or `failed`.
 *
 * @example
 * <CopyButton text={code} />
 */
export function CopyButton({ text, label, className, ...rest }: CopyButtonProps) {
	const labels = useLabels();
	const { status, copy } = useCopyToClipboard();
	const said = { idle: label ?? labels.copy, copied: labels.copied, failed: labels.copyFailed }[status];
	return (
		<button
			{...rest}
			type="button"
			className={className ? `wsc-copy ${className}` : "wsc-copy"}
			data-status={status}
			onClick={() => copy(text)}
		>
			<span aria-live="polite">{said}</span>
		</button>
	);
}
