"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { Button } from "../button/Button.tsx";
import { useFocusHandedOn } from "../focus/useFocusHandedOn.ts";
import { Icon } from "../icon/Icon.tsx";

interface LostConnectionProps {
	/** Whether the machine itself is without a network: there is nothing to try then. */
	readonly offline: boolean;
}

/** Says that the connection is lost, with a way to try at once. */
export function LostConnection({ offline }: LostConnectionProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const ref = useFocusHandedOn<HTMLParagraphElement>();
	return (
		<p ref={ref} className="wsc-connection-line">
			<Icon name="offline" />
			<span>{offline ? labels.offline : labels.reconnecting}</span>
			{!offline && <Button onClick={() => store.reconnect()}>{labels.tryAgain}</Button>}
		</p>
	);
}
