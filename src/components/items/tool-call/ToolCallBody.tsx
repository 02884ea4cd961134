"use client";

import { type ReactNode, useContext, useRef } from "react";
import { relativePath } from "../../../core/index.ts";
import { formatPlace } from "../../../core/paths.ts";
import type { ToolCall, ToolCallContent } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useWorkingDirectory } from "../../../react/state.ts";
import { commandFailure } from "../../../rules/toolCalls.ts";
import { ContentBlockView } from "../../content/ContentBlockView.tsx";
import { LazyDiffView, LazyMarkdown, LazyTerminalOutput } from "../../content/lazyContent.tsx";
import { usePointingAt } from "../../presence/usePointingAt.ts";
import { JsonFold } from "../../primitives/Fold.tsx";
import { revealCharacters } from "../../primitives/hiddenText.ts";
import { Preformatted } from "../../primitives/Preformatted.tsx";
import { SidePanelContext } from "../../primitives/SidePanelContext.ts";
import {
	commandOrLongTitle,
	diffFirstLines,
	isCommandTitle,
	isDeletion,
	isPlainOutput,
	locationsInside,
	locationsWithoutDiff,
	planOf,
} from "./toolCallDetails.ts";
import { useDiffNotes } from "./useDiffNotes.ts";

interface FileLocationsProps {
	readonly locations: ToolCall["locations"];
}

/** The file locations of a tool call, which open in the side panel; nothing if there is no panel. */
function FileLocations({ locations }: FileLocationsProps) {
	const labels = useLabels();
	const folder = useWorkingDirectory();
	const panel = useContext(SidePanelContext);
	const files = locationsInside(locations, folder);
	if (!panel || files.length === 0) return null;
	return (
		<ul className="wsc-locations" aria-label={labels.files}>
			{files.map(({ path, line }) => {
				const shown = relativePath(path, folder);
				const text = formatPlace(shown, line);
				return (
					<li key={text} className="wsc-locations-item">
						<button
							type="button"
							className="wsc-link"
							dir="ltr"
							title={revealCharacters(path)}
							onClick={() => panel.open({ path, line })}
						>
							<code className="wsc-code" translate="no">
								{revealCharacters(text)}
							</code>
						</button>
					</li>
				);
			})}
		</ul>
	);
}

interface CallDiffProps {
	/** The prefix of the ids of the folds. */
	readonly id: string;
	readonly call: ToolCall;
	readonly part: Extract<ToolCallContent, { type: "diff" }>;
	/** The items of the timeline that show it, the one that new notes are about first. Default: none, and no notes. */
	readonly itemIds?: readonly string[] | undefined;
}

/** A diff in the content of a call. */
export function CallDiff({ id, call, part, itemIds }: CallDiffProps) {
	const folder = useWorkingDirectory();
	const notes = useDiffNotes(itemIds, call, part);
	const ref = useRef<HTMLDivElement>(null);
	usePointingAt(ref, itemIds?.[0]);
	return (
		<div ref={ref} className="wsc-call-diff">
			<LazyDiffView
				path={relativePath(part.path, folder)}
				fullPath={part.path}
				oldText={part.oldText}
				newText={isDeletion(call, part) ? null : part.newText}
				{...diffFirstLines(call, part)}
				foldId={id}
				notes={notes}
			/>
		</div>
	);
}

interface ToolCallContentViewProps extends Pick<CallDiffProps, "itemIds"> {
	readonly id: string;
	readonly call: ToolCall;
	readonly part: ToolCallContent;
}

/** One part of the content of a call. */
function ToolCallContentView({ id, call, part, itemIds }: ToolCallContentViewProps) {
	const labels = useLabels();
	switch (part.type) {
		case "diff":
			return <CallDiff id={id} call={call} part={part} itemIds={itemIds} />;
		case "terminal":
			return <p className="wsc-faint">{labels.terminal(revealCharacters(part.terminalId))}</p>;
		case "unknown":
			return <JsonFold id={id} title={labels.content.unknown} value={part.value} />;
		case "content":
			// The output of a command and the content of a file are not Markdown.
			if (part.content.type === "text" && isPlainOutput(call.toolKind, part.content.text))
				return <LazyTerminalOutput text={part.content.text} foldId={id} />;
			return <ContentBlockView id={id} block={part.content} />;
	}
}

interface ToolCallBodyProps extends Pick<CallDiffProps, "itemIds"> {
	/** The prefix of the ids of the folds. */
	readonly id: string;
	readonly call: ToolCall;
	/** Whether the title is shown above, as a whole. A command that is its own title is not repeated then. Default false. */
	readonly isTitled?: boolean | undefined;
	/** Above everything else. */
	readonly children?: ReactNode;
}

/** The details of a call: its command, content, input and output. */
export function ToolCallBody({ id, call, itemIds, isTitled = false, children }: ToolCallBodyProps) {
	const labels = useLabels();
	const folder = useWorkingDirectory();
	const text = isTitled && isCommandTitle(call, folder) ? null : commandOrLongTitle(call);
	const plan = planOf(call);
	const failure = commandFailure(call.rawOutput);
	const isEmpty = !text && call.content.length === 0 && call.rawInput === undefined && call.rawOutput === undefined;
	return (
		<div className="wsc-tool-body">
			{children}
			<FileLocations locations={locationsWithoutDiff(call)} />
			{text && (
				<Preformatted className={call.toolKind === "execute" ? "wsc-command" : undefined} text={text} revealsAll />
			)}
			{plan !== null && <LazyMarkdown text={plan} streaming={false} />}
			{call.content.map((part, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: parts have no ids.
				<ToolCallContentView key={index} id={`${id}/${index}`} call={call} part={part} itemIds={itemIds} />
			))}
			{failure && <p className="wsc-faint">{labels.commandExit(failure)}</p>}
			{call.rawInput !== undefined && <JsonFold id={`${id}/input`} title={labels.input} value={call.rawInput} />}
			{call.rawOutput !== undefined && <JsonFold id={`${id}/output`} title={labels.output} value={call.rawOutput} />}
			{isEmpty && <p className="wsc-faint">{labels.noDetails}</p>}
		</div>
	);
}
