"use client";
import { isOutsideFolder } from "../../core/index.ts";
import { toolCallPaths } from "../../core/paths/pathsOf.ts";
import type { ToolCall } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkingDirectory } from "../../react/useFolder.ts";
import { Icon } from "../icon/Icon.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface OutsidePathsProps {
	readonly call: ToolCall;
}

/** The files of a call that lie outside of the folder the agent works in, in full: who allows it should not miss that. */
export function OutsidePaths({ call }: OutsidePathsProps) {
	const labels = useLabels();
	const folder = useWorkingDirectory();
	const outside = toolCallPaths(call).filter((path) => isOutsideFolder(path, folder));
	if (outside.length === 0) return null;
	return (
		<p className="wsc-turn-end-line" style={{ color: "var(--_warning)" }}>
			<Icon name="warning" />
			<span>{labels.outsideWorkingDirectory}</span>
			{outside.map((path) => (
				<bdi key={path} className="wsc-code">
					{revealDirectionOverrides(path)}
				</bdi>
			))}
		</p>
	);
}
