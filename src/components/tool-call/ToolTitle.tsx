"use client";
import { TextWithCode } from "../part/QuotedCode.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface ToolCallTitleProps {
	readonly title: string;
	/** The title as it came, where another is shown. */
	readonly tooltip?: string | undefined;
	/** Whether all of it is code: a command. */
	readonly code?: boolean | undefined;
	/** Whether nothing of it may be left out. Default false: its first line. */
	readonly full?: boolean | undefined;
}

/** A call's title, on one line if it may. What agents set in backticks, and commands, stand in the font of code. */
export function ToolCallTitle({ title, tooltip, code = false, full = false }: ToolCallTitleProps) {
	const shown = revealDirectionOverrides(title);
	const [first = "", ...others] = shown.trim().split("\n");
	const line = full ? shown : others.length > 0 ? `${first} …` : first;
	// In a command backticks are a part of what runs.
	const isCommand = code && (full || !line.includes("`"));
	return (
		<span className="wsc-row-title" dir="auto" title={tooltip ? revealDirectionOverrides(tooltip) : shown}>
			{isCommand ? <code className="wsc-code">{line}</code> : <TextWithCode text={line} />}
		</span>
	);
}
