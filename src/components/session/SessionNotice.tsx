"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useSession } from "../../react/useSession.ts";
import { Icon } from "../icon/Icon.tsx";
import { partClassName } from "../part/partClass.ts";
import { Elapsed } from "../time/Elapsed.tsx";
import { SessionFailure } from "./SessionFailure.tsx";

export interface SessionNoticeProps {
	readonly className?: string | undefined;
}

/**
 * Says that the agent is starting, is being brought back, or cannot be reached and what to do about it.
 *
 * Data attributes: `data-status`, as `SessionStatus` names them.
 */
export function SessionNotice({ className }: SessionNoticeProps) {
	const labels = useLabels();
	const state = useSession()?.state;
	return (
		// Always there: a live region that comes with its text is not read out.
		<div className={partClassName("wsc-session", className)} role="status" data-status={state?.status}>
			{(state?.status === "starting" || state?.status === "restoring") && (
				<p className="wsc-session-line">
					<Icon name="in_progress" />
					{state.status === "starting" ? labels.sessionStarting : labels.sessionRestoring}
					<Elapsed since={state.since} />
				</p>
			)}
			{state?.status === "failed" && <SessionFailure fault={state.error} retryAt={state.retryAt} />}
		</div>
	);
}
