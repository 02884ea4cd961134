"use client";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface PreformattedProps {
	readonly text: string;
	readonly className?: string | undefined;
}

/** A text as it came, which scrolls where it is long. */
export function Preformatted({ text, className }: PreformattedProps) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
		<pre className={className ? `wsc-pre ${className}` : "wsc-pre"} tabIndex={0}>
			{revealDirectionOverrides(text)}
		</pre>
	);
}
