"use client";

import { type ReactNode, useContext } from "react";
import { relativePath } from "../../../core/index.ts";
import type { ToolCall, ToolCallContent } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useWorkingDirectory } from "../../../react/state.ts";
import { ContentBlockView } from "../../content/ContentBlockView.tsx";
import { LazyDiffView, LazyTerminalOutput } from "../../content/lazyContent.tsx";
import { revealDirectionOverrides } from "../../primitives/displayText.ts";
import { JsonFold } from "../../primitives/Fold.tsx";
import { Preformatted } from "../../primitives/Preformatted.tsx";
import { SidePanelContext } from "../../primitives/SidePanelContext.ts";
import { commandOrLongTitle, diffFirstLines, hasPlainOutput, locationsWithoutDiff } from "./toolCallDetails.ts";

interface FileLocationsProps {
	readonly locations: ToolCall["locations"];
}

/** The file locations of a tool call, which open in the side panel; nothing if there is no panel. */
function FileLocations({ locations }: FileLocationsProps) {
	const labels = useLabels();
	const folder = useWorkingDirectory();
	const panel = useContext(SidePanelContext);
	if (!panel || locations.length === 0) return null;
	return (
		<ul className="wsc-locations" aria-label={labels.files}>
			{locations.map(({ path, line }) => {
				const shown = relativePath(path, folder);
				const text = line === undefined ? shown : `${shown}:${line}`;
				return (
					<li key={text} className="wsc-locations-item">
						<button
							type="button"
							className="wsc-link"
							dir="ltr"
							title={revealDirectionOverrides(path)}
							onClick={() => panel.open({ path, line })}
						>
							<code className="wsc-code">{revealDirectionOverrides(text)}</code>
						</button>
					</li>
				);
			})}
		</ul>
	);
}

interface ToolCallContentViewProps {
	readonly id: string;
	readonly call: ToolCall;
	readonly part: ToolCallContent;
}

/** One part of the content of a call. */
function ToolCallContentView({ id, call, part }: ToolCallContentViewProps) {
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
			// The output of a command and the content of a file are not Markdown.
			if (part.content.type === "text" && hasPlainOutput(call.toolKind))
				return <LazyTerminalOutput text={part.content.text} foldId={id} />;
			return <ContentBlockView id={id} block={part.content} />;
	}
}

interface ToolCallBodyProps {
	/** The prefix of the ids of the folds. */
	readonly id: string;
	readonly call: ToolCall;
	/** Above everything else. */
	readonly children?: ReactNode;
}

/** The details of a call: its command, content, input and output. */
export function ToolCallBody({ id, call, children }: ToolCallBodyProps) {
	const labels = useLabels();
	const text = commandOrLongTitle(call);
	const isEmpty = !text && call.content.length === 0 && call.rawInput === undefined && call.rawOutput === undefined;
	return (
		<div className="wsc-tool-body">
			{children}
			<FileLocations locations={locationsWithoutDiff(call)} />
			{text && <Preformatted className={call.toolKind === "execute" ? "wsc-command" : undefined} text={text} />}
			{call.content.map((part, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: parts have no ids.
				<ToolCallContentView key={index} id={`${id}/${index}`} call={call} part={part} />
			))}
			{call.rawInput !== undefined && <JsonFold id={`${id}/input`} title={labels.input} value={call.rawInput} />}
			{call.rawOutput !== undefined && <JsonFold id={`${id}/output`} title={labels.output} value={call.rawOutput} />}
			{isEmpty && <p className="wsc-faint">{labels.noDetails}</p>}
		</div>
	);
}
