"use client";

import { type ComponentProps, useCallback, useEffect, useState } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";

export type CopyStatus = "idle" | "copied" | "failed";

export type CopySource = string | (() => string | Promise<string>);

const STATUS_SHOWN_MS = 2_000;

/** Copies to the clipboard. The status goes back to `idle` after two seconds; it is `failed` if the page has no clipboard. */
export function useCopyToClipboard() {
	const [status, setStatus] = useState<CopyStatus>("idle");
	useEffect(() => {
		if (status === "idle") return;
		const timer = setTimeout(() => setStatus("idle"), STATUS_SHOWN_MS);
		return () => clearTimeout(timer);
	}, [status]);
	const copy = useCallback(async (text: CopySource) => setStatus(await writeToClipboard(text)), []);
	return { status, copy };
}

async function writeToClipboard(text: CopySource): Promise<CopyStatus> {
	try {
		await navigator.clipboard.writeText(typeof text === "string" ? text : await text());
		return "copied";
	} catch {
		return "failed";
	}
}

interface CopyButtonProps extends Omit<ComponentProps<"button">, "children" | "onClick"> {
	/** The text to copy, or a function that is called on a click. */
	readonly text: CopySource;
	/** The text of the button. Default: the label `copy`. */
	readonly label?: string | undefined;
}

/**
 * Copies a text to the clipboard and shows the result for two seconds.
 *
 * Data attributes: `data-status` is `idle`, `copied` or `failed`.
 *
 * @example
 * <CopyButton text={code} />
 */
export function CopyButton({ text, label, className, ...rest }: CopyButtonProps) {
	const labels = useLabels();
	const { status, copy } = useCopyToClipboard();
	const shown = { idle: label ?? labels.copy, copied: labels.copied, failed: labels.copyFailed }[status];
	return (
		<button
			{...rest}
			type="button"
			className={className ? `wsc-copy ${className}` : "wsc-copy"}
			data-status={status}
			onClick={() => copy(text)}
		>
			<span aria-live="polite">{shown}</span>
		</button>
	);
}
