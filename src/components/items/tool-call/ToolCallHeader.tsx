"use client";

import { useMemo } from "react";
import { isOutsideFolder, relativePath } from "../../../core/index.ts";
import { titleWithRelativePaths } from "../../../core/paths.ts";
import type { ToolCall, ToolCallLocation } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useWorkingDirectory } from "../../../react/state.ts";
import { lastPathSegments } from "../../primitives/displayText.ts";
import { revealCharacters } from "../../primitives/hiddenText.ts";
import { Icon } from "../../primitives/Icon.tsx";
import { LineCount } from "../../primitives/LineCount.tsx";
import { TextWithCode } from "../../primitives/Preformatted.tsx";
import { commandOrLongTitle, isUntitled, locationsInside, sumChangedLines } from "./toolCallDetails.ts";

interface ToolCallTitleProps {
	readonly title: string;
	/** The original title, if a different one is shown. */
	readonly tooltip?: string | undefined;
	/** Whether the whole title is code: a command. */
	readonly code?: boolean | undefined;
	/** Whether to show all lines. Default false: the first one. */
	readonly full?: boolean | undefined;
}

/** The title of a call. Text in backticks and commands are shown as code. */
function ToolCallTitle({ title, tooltip, code = false, full = false }: ToolCallTitleProps) {
	const shown = revealCharacters(title);
	const [first = "", ...others] = shown.trim().split(/(?:\[U\+000D\])?\n/);
	const line = full ? shown : others.length > 0 ? `${first} …` : first;
	// In a command the backticks are part of what runs.
	const isCommand = code && (full || !line.includes("`"));
	return (
		<span className="wsc-row-title" dir="auto" title={tooltip ? revealCharacters(tooltip) : shown}>
			{isCommand ? (
				<code className="wsc-code" translate="no">
					{line}
				</code>
			) : (
				<TextWithCode text={line} />
			)}
		</span>
	);
}

interface ToolCallHeaderProps {
	readonly call: ToolCall;
	/** Whether to show the whole title, with `<ToolCallBody>` below. Default false. */
	readonly full?: boolean | undefined;
	/** Whether the call was not permitted. Then its diff has changed no lines. Default false. */
	readonly isRejected?: boolean | undefined;
}

/** A call in one line: its kind, title, location, and the lines that it changes or has changed. */
export function ToolCallHeader({ call, full = false, isRejected = false }: ToolCallHeaderProps) {
	const labels = useLabels();
	const lines = useMemo(() => sumChangedLines(call.content), [call.content]);
	const folder = useWorkingDirectory();
	const [location, ...others] = locationsInside(call.locations, folder);
	const kind = labels.toolKind[call.toolKind];
	const isTitleHidden = isUntitled(call) || (full && call.title === commandOrLongTitle(call));
	const title = isTitleHidden ? "" : titleWithRelativePaths(call, folder);
	const hasChanges = !isRejected && call.status !== "failed" && call.status !== "cancelled";
	return (
		<>
			<Icon name={call.toolKind} />
			{title && !titleNamesKind(title, [kind, call.toolKind]) && <span className="wsc-hidden">{kind}</span>}
			<ToolCallTitle
				title={title || kind}
				tooltip={title && call.title}
				code={title !== "" && call.toolKind === "execute"}
				full={full}
			/>
			{location && !titleNamesFile(call.title, location, folder) && (
				<span className="wsc-location" dir="ltr" translate="no" title={revealCharacters(location.path)}>
					<span>{revealCharacters(locationText(location, folder, full))}</span>
					{location.line !== undefined && <span>{`:${location.line}`}</span>}
					{others.length > 0 && <span>{` +${others.length}`}</span>}
				</span>
			)}
			{lines && hasChanges && <LineCount {...lines} />}
		</>
	);
}

/** Whether the title begins with the kind of the call, as in "Read docs/guide.md": it would be read twice. */
function titleNamesKind(title: string, kinds: readonly string[]): boolean {
	const first = title.trim().toLowerCase().split(/\s/, 1)[0];
	return kinds.some((kind) => kind.toLowerCase() === first);
}

/** Whether the title names the file; outside of the working directory, by its full path. */
function titleNamesFile(title: string, { path }: ToolCallLocation, folder: string | null): boolean {
	return title.includes(isOutsideFolder(path, folder) ? path : (path.split(/[/\\]/).pop() ?? ""));
}

/** The full path outside of the working directory, otherwise its last segments unless `full`. */
function locationText({ path }: ToolCallLocation, folder: string | null, full: boolean): string {
	const shown = relativePath(path, folder);
	return full || isOutsideFolder(path, folder) ? shown : lastPathSegments(shown);
}
