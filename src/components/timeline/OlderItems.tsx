"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { Button } from "../button/Button.tsx";
import { ErrorMessage } from "../fault/FaultMessage.tsx";
import { Icon } from "../icon/Icon.tsx";

/** What goes on before the first row: an older page on its way, or why it did not come. */
export function OlderItems() {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const history = useWorkspaceSelector((state) => state.history);
	if (history.status === "loading") {
		return (
			<p className="wsc-older">
				<Icon name="in_progress" />
				{labels.loadingOlder}
			</p>
		);
	}
	if (history.status === "idle") return null;
	return (
		<div className="wsc-older" role="alert">
			<ErrorMessage error={history.error}>
				<Button onClick={() => void store.loadOlder()}>{labels.tryAgain}</Button>
			</ErrorMessage>
		</div>
	);
}
