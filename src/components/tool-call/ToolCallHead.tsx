"use client";
import { useMemo } from "react";
import { isOutsideFolder, relativePath } from "../../core/index.ts";
import { titleWithRelativePaths } from "../../core/paths/relativeTitle.ts";
import type { ToolCall, ToolCallLocation } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkingDirectory } from "../../react/useFolder.ts";
import { Icon } from "../icon/Icon.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { LineCount } from "./LineCount.tsx";
import { sumChangedLines } from "./lineCounts.ts";
import { lastPathSegments } from "./shortPath.ts";
import { ToolCallTitle } from "./ToolTitle.tsx";
import { commandOrLongTitle } from "./textToShow.ts";

export interface ToolCallHeaderProps {
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
