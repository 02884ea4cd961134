import type { CSSProperties } from "react";
import type { AnsiColor } from "./ansiColor.ts";
import type { OutputSpan } from "./parseOutput.ts";

/** A stretch of output. A theme's colour is named in `data-color`; the stylesheet is handed each as a value. */
export function OutputSpanView({ span }: { readonly span: OutputSpan }) {
	if (!span.color && !span.background && !span.decoration) return span.text;
	return (
		<span
			className="wsc-ansi"
			data-color={colorName(span.color)}
			data-background={colorName(span.background)}
			data-decoration={span.decoration}
			style={{
				...colorVariable("--_given-color", span.color),
				...colorVariable("--_given-background", span.background),
			}}
		>
			{span.text}
		</span>
	);
}

function colorName(color: AnsiColor | undefined): string | undefined {
	return color && ("name" in color ? color.name : "given");
}

function colorVariable(name: `--${string}`, color: AnsiColor | undefined): CSSProperties {
	if (!color) return {};
	return { [name]: "rgb" in color ? color.rgb : `var(--_${color.name})` };
}
