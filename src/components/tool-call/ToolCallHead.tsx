"use client";
import { useMemo } from "react";
import type { ToolCall } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
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
	const [location, ...others] = call.locations;
	const place = location && revealDirectionOverrides(shortPath(location.path));
	const told = !location || call.title.includes(location.path.split(/[/\\]/).pop() ?? "");
	const kind = labels.toolKind[call.toolKind];
	const title = whole && call.title === textToShow(call) ? "" : call.title;
	return (
		<>
			<Icon name={call.toolKind} />
			{title && <span className="wsc-hidden">{kind}</span>}
			<ToolTitle title={title || kind} code={title !== "" && call.toolKind === "execute"} whole={whole} />
			{!told && (
				<span className="wsc-location" dir="ltr" title={revealDirectionOverrides(location.path)}>
					{place}
					{location.line !== undefined && `:${location.line}`}
					{others.length > 0 && ` +${others.length}`}
				</span>
			)}
			{lines && <LineCount {...lines} />}
		</>
	);
}
