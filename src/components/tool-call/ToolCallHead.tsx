"use client";
import { useMemo } from "react";
import { isOutsideFolder, relativePath } from "../../core/index.ts";
import { relativeTitle } from "../../core/paths/relativeTitle.ts";
import type { ToolCall, ToolCallLocation } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useFolder } from "../../react/useFolder.ts";
import { Icon } from "../icon/Icon.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { LineCount } from "./LineCount.tsx";
import { lineCounts } from "./lineCounts.ts";
import { shortPath } from "./shortPath.ts";
import { ToolTitle } from "./ToolTitle.tsx";
import { textToShow } from "./textToShow.ts";

export interface ToolCallHeadProps {
	readonly call: ToolCall;
	/** Whether `<ToolCallBody>` stands below, and all of the title has to be read. Default false. */
	readonly whole?: boolean | undefined;
}

/** A call in one line: its kind, title, place and lines. */
export function ToolCallHead({ call, whole = false }: ToolCallHeadProps) {
	const labels = useLabels();
	const lines = useMemo(() => lineCounts(call.content), [call.content]);
	const folder = useFolder();
	const [location, ...others] = call.locations;
	const kind = labels.toolKind[call.toolKind];
	const title = whole && call.title === textToShow(call) ? "" : relativeTitle(call, folder);
	return (
		<>
			<Icon name={call.toolKind} />
			{title && <span className="wsc-hidden">{kind}</span>}
			<ToolTitle
				title={title || kind}
				told={title && call.title}
				code={title !== "" && call.toolKind === "execute"}
				whole={whole}
			/>
			{location && !isTold(call.title, location, folder) && (
				<span className="wsc-location" dir="ltr" title={revealDirectionOverrides(location.path)}>
					{revealDirectionOverrides(placeOf(location, folder, whole))}
					{location.line !== undefined && `:${location.line}`}
					{others.length > 0 && ` +${others.length}`}
				</span>
			)}
			{lines && <LineCount {...lines} />}
		</>
	);
}

/** Whether the title names the file. Of one outside of the folder it has to name the whole path. */
function isTold(title: string, { path }: ToolCallLocation, folder: string | null): boolean {
	return title.includes(isOutsideFolder(path, folder) ? path : (path.split(/[/\\]/).pop() ?? ""));
}

/** What lies outside of the folder keeps its path, and of the others the end is enough, if not all has to be read. */
function placeOf({ path }: ToolCallLocation, folder: string | null, whole: boolean): string {
	const shown = relativePath(path, folder);
	return whole || isOutsideFolder(path, folder) ? shown : shortPath(shown);
}
