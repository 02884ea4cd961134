"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useConnection } from "../../react/useConnection.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { Button } from "../button/Button.tsx";
import { FaultMessage } from "../fault/FaultMessage.tsx";
import { partClass } from "../part/partClass.ts";
import { useLasting } from "../time/useLasting.ts";
import { LostConnection } from "./LostConnection.tsx";

export interface ConnectionBannerProps {
	readonly className?: string | undefined;
}

type Lost = "reconnecting" | "offline";

/**
 * A connection that is back within five seconds was never gone, as far as people are concerned. Being offline does not
 * go by so fast; when it is over, that is not called a lost connection before there was time to connect.
 */
function waitMs(lost: Lost, shown: Lost | null): number {
	if (lost === "offline") return 500;
	return shown ? 2_000 : 5_000;
}

/**
 * Says that the connection is lost, once that has lasted five seconds, that the browser is offline, or that the workspace
 * cannot be opened.
 *
 * Data attributes: `data-status`, as `ConnectionStatus` names them.
 */
export function ConnectionBanner({ className }: ConnectionBannerProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const connection = useConnection();
	const { status } = connection;
	const lost = useLasting<Lost>(status === "reconnecting" || status === "offline" ? status : null, waitMs);
	return (
		// Always there: a live region that comes with its text is not read out.
		<div className={partClass("wsc-connection", className)} role="status" data-status={status}>
			{lost && <LostConnection offline={lost === "offline"} />}
			{connection.status === "refused" && (
				<FaultMessage fault={connection.error}>
					<Button onClick={() => store.reconnect()}>{labels.tryAgain}</Button>
				</FaultMessage>
			)}
		</div>
	);
}
