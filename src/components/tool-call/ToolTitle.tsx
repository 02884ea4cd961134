"use client";
import { QuotedCode } from "../part/QuotedCode.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface ToolTitleProps {
	readonly title: string;
	/** The title as it came, where another is shown. */
	readonly told?: string | undefined;
	/** Whether all of it is code: a command. */
	readonly code?: boolean | undefined;
	/** Whether nothing of it may be left out. Default false: its first line. */
	readonly whole?: boolean | undefined;
}

/** A call's title, on one line if it may. What agents set in backticks, and commands, stand in the font of code. */
export function ToolTitle({ title, told, code = false, whole = false }: ToolTitleProps) {
	const shown = revealDirectionOverrides(title);
	const [first = "", ...others] = shown.trim().split("\n");
	const line = whole ? shown : others.length > 0 ? `${first} …` : first;
	// In a command backticks are a part of what runs.
	const isCommand = code && (whole || !line.includes("`"));
	return (
		<span className="wsc-row-title" dir="auto" title={told ? revealDirectionOverrides(told) : shown}>
			{isCommand ? <code className="wsc-code">{line}</code> : <QuotedCode text={line} />}
		</span>
	);
}
