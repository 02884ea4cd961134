"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { Button } from "../button/Button.tsx";
import { useMoveFocusOnUnmount } from "../focus/useFocusHandedOn.ts";
import { Icon } from "../icon/Icon.tsx";

interface ConnectionLostMessageProps {
	/** Whether the machine itself is without a network: there is nothing to try then. */
	readonly offline: boolean;
}

/** Says that the connection is lost, with a way to try at once. */
export function ConnectionLostMessage({ offline }: ConnectionLostMessageProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const ref = useMoveFocusOnUnmount<HTMLParagraphElement>();
	return (
		<p ref={ref} className="wsc-connection-line">
			<Icon name="offline" />
			<span>{offline ? labels.offline : labels.reconnecting}</span>
			{!offline && <Button onClick={() => store.reconnect()}>{labels.tryAgain}</Button>}
		</p>
	);
}
