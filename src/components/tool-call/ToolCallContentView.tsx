"use client";
import { relativePath } from "../../core/index.ts";
import type { ToolCall, ToolCallContent } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkingDirectory } from "../../react/useFolder.ts";
import { LazyCommandOutput } from "../command-output/LazyCommandOutput.tsx";
import { ContentBlockView } from "../content/ContentBlockView.tsx";
import { JsonFold } from "../content/JsonFold.tsx";
import { LazyDiffView } from "../diff/LazyDiffView.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { diffFirstLines } from "./firstLines.ts";
import { hasPlainOutput } from "./isPlainKind.ts";

interface ToolCallContentViewProps {
	readonly id: string;
	readonly call: ToolCall;
	readonly part: ToolCallContent;
}

/** One part of what a call gave back. */
export function ToolCallContentView({ id, call, part }: ToolCallContentViewProps) {
	const labels = useLabels();
	const folder = useWorkingDirectory();
	switch (part.type) {
		case "diff":
			return (
				<LazyDiffView
					path={relativePath(part.path, folder)}
					fullPath={part.path}
					oldText={part.oldText}
					newText={part.newText}
					{...diffFirstLines(call, part)}
					foldId={id}
				/>
			);
		case "terminal":
			return <p className="wsc-faint">{labels.terminal(revealDirectionOverrides(part.terminalId))}</p>;
		case "unknown":
			return <JsonFold id={id} title={labels.content.unknown} value={part.value} />;
		case "content":
			// What a command or a file says is not Markdown.
			if (part.content.type === "text" && hasPlainOutput(call.toolKind))
				return <LazyCommandOutput text={part.content.text} foldId={id} />;
			return <ContentBlockView id={id} block={part.content} />;
	}
}
