"use client";
import type { ToolCallStatus } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Icon } from "../icon/Icon.tsx";

interface ToolCallStatusIconProps {
	readonly status: ToolCallStatus;
}

/** How a call stands, as a small mark. */
export function ToolCallStatusIcon({ status }: ToolCallStatusIconProps) {
	const labels = useLabels();
	return (
		<span className="wsc-status" data-status={status} title={labels.toolStatus[status]}>
			<Icon name={status} />
			<span className="wsc-hidden">{labels.toolStatus[status]}</span>
		</span>
	);
}
