"use client";

import type { WorkspaceErrorInfo } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useSelf, useSession } from "../../react/state.ts";
import { useWorkspaceStore } from "../../react/store.tsx";
import { ActionButton } from "../primitives/Button.tsx";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { Countdown, Elapsed } from "../primitives/Time.tsx";
import type { SessionNoticeProps } from "../slots/partProps.ts";

interface SessionFailureProps {
	readonly error: WorkspaceErrorInfo;
	readonly retryAt: number | null;
}

/** Why the session failed, when the workspace tries again, and a button to try at once. */
function SessionFailure({ error, retryAt }: SessionFailureProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const allowed = useSelf()?.allowedActions.includes("restartSession") ?? false;
	return (
		<ErrorMessage error={error}>
			{allowed && (
				<ActionButton variant="primary" onAction={() => store.restartSession()}>
					{labels.tryAgain}
				</ActionButton>
			)}
			{retryAt !== null && <Countdown until={retryAt} />}
		</ErrorMessage>
	);
}

/**
 * Says that the session is starting or being restored, or why it failed and what to do about it.
 *
 * Data attributes: `data-status`, as `SessionStatus` names them.
 */
export function SessionNotice({ className }: SessionNoticeProps) {
	const labels = useLabels();
	const state = useSession()?.state;
	return (
		// Always mounted: screen readers ignore a live region that is inserted together with its text.
		<div className={partClassName("wsc-session", className)} role="status" data-status={state?.status}>
			{(state?.status === "starting" || state?.status === "restoring") && (
				<p className="wsc-session-line">
					<Icon name="in_progress" />
					{state.status === "starting" ? labels.sessionStarting : labels.sessionRestoring}
					<Elapsed since={state.since} />
				</p>
			)}
			{state?.status === "failed" && <SessionFailure error={state.error} retryAt={state.retryAt} />}
		</div>
	);
}
