"use client";

import { useMemo } from "react";
import { isOutsideFolder, relativePath } from "../../../core/index.ts";
import { titleWithRelativePaths } from "../../../core/paths.ts";
import type { ToolCall, ToolCallLocation } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useWorkingDirectory } from "../../../react/state.ts";
import { lastPathSegments, revealDirectionOverrides } from "../../primitives/displayText.ts";
import { Icon } from "../../primitives/Icon.tsx";
import { LineCount } from "../../primitives/LineCount.tsx";
import { TextWithCode } from "../../primitives/Preformatted.tsx";
import { commandOrLongTitle, sumChangedLines } from "./toolCallDetails.ts";

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
function ToolCallTitle({ title, tooltip, code = false, full = false }: ToolCallTitleProps) {
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

interface ToolCallHeaderProps {
	readonly call: ToolCall;
	/** Whether `<ToolCallBody>` stands below, and all of the title has to be read. Default false. */
	readonly full?: boolean | undefined;
}

/** A call in one line: its kind, title, place and lines. */
export function ToolCallHeader({ call, full = false }: ToolCallHeaderProps) {
	const labels = useLabels();
	const lines = useMemo(() => sumChangedLines(call.content), [call.content]);
	const folder = useWorkingDirectory();
	const [location, ...others] = call.locations;
	const kind = labels.toolKind[call.toolKind];
	const title = full && call.title === commandOrLongTitle(call) ? "" : titleWithRelativePaths(call, folder);
	return (
		<>
			<Icon name={call.toolKind} />
			{title && <span className="wsc-hidden">{kind}</span>}
			<ToolCallTitle
				title={title || kind}
				tooltip={title && call.title}
				code={title !== "" && call.toolKind === "execute"}
				full={full}
			/>
			{location && !titleNamesFile(call.title, location, folder) && (
				<span className="wsc-location" dir="ltr" title={revealDirectionOverrides(location.path)}>
					{revealDirectionOverrides(locationText(location, folder, full))}
					{location.line !== undefined && `:${location.line}`}
					{others.length > 0 && ` +${others.length}`}
				</span>
			)}
			{lines && <LineCount {...lines} />}
		</>
	);
}

/** Whether the title names the file. Of one outside of the folder it has to name the whole path. */
function titleNamesFile(title: string, { path }: ToolCallLocation, folder: string | null): boolean {
	return title.includes(isOutsideFolder(path, folder) ? path : (path.split(/[/\\]/).pop() ?? ""));
}

/** What lies outside of the folder keeps its path, and of the others the end is enough, if not all has to be read. */
function locationText({ path }: ToolCallLocation, folder: string | null, whole: boolean): string {
	const shown = relativePath(path, folder);
	return whole || isOutsideFolder(path, folder) ? shown : lastPathSegments(shown);
}
