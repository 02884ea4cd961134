"use client";
import { Children, type ReactNode } from "react";

interface ToolTitleProps {
	readonly title: string;
	/** Whether all of it is code: a command. */
	readonly code?: boolean | undefined;
}

/** A call's title on one line. What agents set in backticks, and commands, stand in the font of code. */
export function ToolTitle({ title, code = false }: ToolTitleProps) {
	const line = title.trim().split("\n", 1)[0] ?? "";
	const parts = line.split("`");
	const isCommand = code && parts.length === 1;
	return (
		<span className="wsc-row-title" dir="auto" title={title}>
			{isCommand ? <code className="wsc-code">{line}</code> : Children.toArray(parts.map(quotedAsCode))}
		</span>
	);
}

/** Every second part stood between backticks. */
function quotedAsCode(part: string, index: number): ReactNode {
	return index % 2 === 0 ? part : <code className="wsc-code">{part}</code>;
}
