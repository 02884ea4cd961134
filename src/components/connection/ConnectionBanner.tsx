"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useConnection } from "../../react/useConnection.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { Button } from "../button/Button.tsx";
import { FaultMessage } from "../fault/FaultMessage.tsx";
import { partClass } from "../part/partClass.ts";
import { LostConnection } from "./LostConnection.tsx";
import { useLasting } from "./useLasting.ts";

export interface ConnectionBannerProps {
	readonly className?: string | undefined;
}

/** A connection that is back within this time was never gone, as far as people are concerned. */
const SHOWN_AFTER_MS = 5_000;

/**
 * Says that the connection is lost, once that has lasted five seconds, or that the workspace cannot be opened.
 *
 * Data attributes: `data-status`, as `ConnectionStatus` names them.
 */
export function ConnectionBanner({ className }: ConnectionBannerProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const connection = useConnection();
	const lost = connection.status === "reconnecting" || connection.status === "offline";
	const lasting = useLasting(lost, SHOWN_AFTER_MS);
	return (
		// Always there: a live region that comes with its text is not read out.
		<div className={partClass("wsc-connection", className)} role="status" data-status={connection.status}>
			{lasting && lost && <LostConnection offline={connection.status === "offline"} />}
			{connection.status === "refused" && (
				<FaultMessage fault={connection.error}>
					<Button onClick={() => store.reconnect()}>{labels.tryAgain}</Button>
				</FaultMessage>
			)}
		</div>
	);
}
