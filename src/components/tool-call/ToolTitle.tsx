"use client";
import { QuotedCode } from "../part/QuotedCode.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface ToolTitleProps {
	readonly title: string;
	/** Whether all of it is code: a command. */
	readonly code?: boolean | undefined;
}

/** A call's title on one line. What agents set in backticks, and commands, stand in the font of code. */
export function ToolTitle({ title, code = false }: ToolTitleProps) {
	const shown = revealDirectionOverrides(title);
	const line = shown.trim().split("\n", 1)[0] ?? "";
	const isCommand = code && !line.includes("`");
	return (
		<span className="wsc-row-title" dir="auto" title={shown}>
			{isCommand ? <code className="wsc-code">{line}</code> : <QuotedCode text={line} />}
		</span>
	);
}
