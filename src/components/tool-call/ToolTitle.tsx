"use client";
import { QuotedCode } from "../part/QuotedCode.ts";

interface ToolTitleProps {
	readonly title: string;
	/** Whether all of it is code: a command. */
	readonly code?: boolean | undefined;
}

/** A call's title on one line. What agents set in backticks, and commands, stand in the font of code. */
export function ToolTitle({ title, code = false }: ToolTitleProps) {
	const line = title.trim().split("\n", 1)[0] ?? "";
	const isCommand = code && !line.includes("`");
	return (
		<span className="wsc-row-title" dir="auto" title={title}>
			{isCommand ? <code className="wsc-code">{line}</code> : <QuotedCode text={line} />}
		</span>
	);
}
