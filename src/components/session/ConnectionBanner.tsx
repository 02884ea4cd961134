"use client";

import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useConnectionStatus, useFinallyRefused } from "../../react/state.ts";
import { useShownAddress, useWorkspaceStore } from "../../react/store.tsx";
import { Button } from "../primitives/Button.tsx";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { useDebouncedValue } from "../primitives/useDebouncedValue.ts";
import type { ConnectionBannerProps } from "../slots/partProps.ts";

type LostStatus = "connecting" | "reconnecting" | "offline";

interface NotConnectedMessageProps {
	readonly status: LostStatus;
}

/** Says that there is no connection, with a button that connects at once. Offline, there is nothing to try. */
function NotConnectedMessage({ status }: NotConnectedMessageProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const address = useShownAddress();
	const ref = useMoveFocusOnUnmount<HTMLParagraphElement>();
	const texts = {
		connecting: labels.unreachable(address),
		reconnecting: labels.reconnecting,
		offline: labels.offline,
	};
	return (
		<p ref={ref} className="wsc-connection-line">
			<Icon name="offline" />
			<span>{texts[status]}</span>
			{status !== "offline" && <Button onClick={() => store.reconnect()}>{labels.tryAgain}</Button>}
		</p>
	);
}

/**
 * A connection that opens, or is back, within five seconds needs no message. Being offline seldom ends that fast, so it
 * is shown almost at once. When it ends, there are two seconds to reconnect before the message changes.
 */
function bannerDelayMs(lost: LostStatus, shown: LostStatus | null): number {
	if (lost === "offline") return 500;
	return shown ? 2_000 : 5_000;
}

/**
 * Says that there has been no connection for five seconds, why if that is known, that the browser is offline, or that
 * the workspace cannot be opened: with a button to try again, unless that would be refused again. On a page of this
 * machine it also says which address it tries.
 *
 * Data attributes: `data-status`, as `ConnectionStatus` names them.
 */
export function ConnectionBanner({ className }: ConnectionBannerProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const connection = useConnectionStatus();
	const { status } = connection;
	const isFinal = useFinallyRefused();
	const isLost = status === "connecting" || status === "reconnecting" || status === "offline";
	const lost = useDebouncedValue<LostStatus>(isLost ? status : null, bannerDelayMs);
	const reason = "error" in connection ? connection.error : undefined;
	const isShown = status === "refused" || lost !== null;
	return (
		// Always mounted: screen readers ignore a live region that is inserted together with its text.
		<div className={partClassName("wsc-connection", className)} role="status" data-status={status}>
			{isShown && reason && (
				<ErrorMessage error={reason} level={status === "refused" ? "error" : "warning"}>
					{!isFinal && <Button onClick={() => store.reconnect()}>{labels.tryAgain}</Button>}
				</ErrorMessage>
			)}
			{lost && !reason && <NotConnectedMessage status={lost} />}
		</div>
	);
}
