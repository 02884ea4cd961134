"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useConnectionStatus } from "../../react/useConnection.ts";
import { Icon } from "../icon/Icon.tsx";

interface TimelineEmptyProps {
	readonly loaded: boolean;
}

/** A timeline without rows: still loading, or nothing was asked yet. */
export function TimelineEmpty({ loaded }: TimelineEmptyProps) {
	const labels = useLabels();
	const refused = useConnectionStatus().status === "refused";
	if (refused) return null;
	if (!loaded) {
		return (
			<div className="wsc-loading" role="status">
				<Icon name="in_progress" />
				<span>{labels.loading}</span>
			</div>
		);
	}
	return (
		<div className="wsc-empty">
			<span className="wsc-empty-mark">
				<Icon name="agent" />
			</span>
			<p className="wsc-empty-title">{labels.emptyTitle}</p>
			<p className="wsc-empty-hint">{labels.emptyHint}</p>
		</div>
	);
}
