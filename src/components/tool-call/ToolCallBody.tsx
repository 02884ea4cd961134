"use client";
import type { ReactNode } from "react";
import type { ToolCall } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { JsonFold } from "../content/JsonFold.tsx";
import { FileLocations } from "../panel/Locations.tsx";
import { Preformatted } from "../part/Preformatted.tsx";
import { locationsWithoutDiff } from "./otherLocations.ts";
import { ToolCallContentView } from "./ToolCallContentView.tsx";
import { commandOrLongTitle } from "./textToShow.ts";

export interface ToolCallBodyProps {
	/** What the reader's choices are kept under. */
	readonly id: string;
	readonly call: ToolCall;
	/** What stands above all of it. */
	readonly children?: ReactNode;
}

/** All that is known about a call: its command, content, and what went in and out. */
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
				// biome-ignore lint/suspicious/noArrayIndexKey: parts are known by their place only.
				<ToolCallContentView key={index} id={`${id}/${index}`} call={call} part={part} />
			))}
			{call.rawInput !== undefined && <JsonFold id={`${id}/input`} title={labels.input} value={call.rawInput} />}
			{call.rawOutput !== undefined && <JsonFold id={`${id}/output`} title={labels.output} value={call.rawOutput} />}
			{isEmpty && <p className="wsc-faint">{labels.noDetails}</p>}
		</div>
	);
}
