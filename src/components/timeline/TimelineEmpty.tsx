"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useConnection } from "../../react/useConnection.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { Icon } from "../icon/Icon.tsx";

/** A timeline without rows: still loading, or nothing was asked yet. */
export function TimelineEmpty() {
	const labels = useLabels();
	const loaded = useWorkspaceSelector((state) => state.loaded);
	const refused = useConnection().status === "refused";
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
