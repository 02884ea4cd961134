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

export interface ToolCallHeadProps {
	readonly call: ToolCall;
}

/** A call in one line: its kind, title, place and lines. */
export function ToolCallHead({ call }: ToolCallHeadProps) {
	const labels = useLabels();
	const lines = useMemo(() => lineCounts(call.content), [call.content]);
	const [location, ...others] = call.locations;
	const place = location && revealDirectionOverrides(shortPath(location.path));
	const told = !location || call.title.includes(location.path.split(/[/\\]/).pop() ?? "");
	return (
		<>
			<Icon name={call.toolKind} />
			<span className="wsc-hidden">{labels.toolKind[call.toolKind]}</span>
			<ToolTitle title={call.title || labels.toolKind[call.toolKind]} code={call.toolKind === "execute"} />
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
