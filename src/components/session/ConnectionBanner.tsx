"use client";

import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useConnectionStatus, useFinallyRefused } from "../../react/state.ts";
import { useWorkspaceStore } from "../../react/store.tsx";
import { Button } from "../primitives/Button.tsx";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { useDebouncedValue } from "../primitives/useDebouncedValue.ts";
import type { ConnectionBannerProps } from "../slots/partProps.ts";

interface ConnectionLostMessageProps {
	/** Whether the browser is offline: then there is no button to try again. */
	readonly offline: boolean;
}

/** Says that the connection is lost, with a button that reconnects at once. */
function ConnectionLostMessage({ offline }: ConnectionLostMessageProps) {
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

type LostStatus = "reconnecting" | "offline";

/**
 * A connection that is back within five seconds needs no message. Being offline seldom ends that fast, so it is shown
 * almost at once. When it ends, there are two seconds to reconnect before the message changes.
 */
function bannerDelayMs(lost: LostStatus, shown: LostStatus | null): number {
	if (lost === "offline") return 500;
	return shown ? 2_000 : 5_000;
}

/**
 * Says that the connection has been lost for five seconds, that the browser is offline, or that the workspace cannot be
 * opened: with a button to try again, unless that would be refused again.
 *
 * Data attributes: `data-status`, as `ConnectionStatus` names them.
 */
export function ConnectionBanner({ className }: ConnectionBannerProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const connection = useConnectionStatus();
	const { status } = connection;
	const isFinal = useFinallyRefused();
	const lost = useDebouncedValue<LostStatus>(
		status === "reconnecting" || status === "offline" ? status : null,
		bannerDelayMs,
	);
	return (
		// Always mounted: screen readers ignore a live region that is inserted together with its text.
		<div className={partClassName("wsc-connection", className)} role="status" data-status={status}>
			{lost && <ConnectionLostMessage offline={lost === "offline"} />}
			{connection.status === "refused" && (
				<ErrorMessage error={connection.error}>
					{!isFinal && <Button onClick={() => store.reconnect()}>{labels.tryAgain}</Button>}
				</ErrorMessage>
			)}
		</div>
	);
}
