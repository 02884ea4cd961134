"use client";

import type { WorkspaceErrorInfo } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useConnectionLost, useSelf, useSession } from "../../react/state.ts";
import { useWorkspaceStore } from "../../react/store.tsx";
import { ActionButton } from "../primitives/Button.tsx";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { Countdown, Elapsed } from "../primitives/Time.tsx";
import type { SessionNoticeProps } from "../slots/partProps.ts";
import { LoginCard, LoginPending } from "./LoginCard.tsx";

interface SessionFailureProps {
	readonly error: WorkspaceErrorInfo;
	readonly retryAt: number | null;
}

/** Why the session failed, when the workspace tries again, and a button to try at once. */
function SessionFailure({ error, retryAt }: SessionFailureProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const isLost = useConnectionLost();
	const allowed = useSelf()?.allowedActions.includes("restartSession") ?? false;
	return (
		<ErrorMessage error={error}>
			{allowed && !isLost && (
				<ActionButton variant="primary" onAction={() => store.restartSession()}>
					{labels.tryAgain}
				</ActionButton>
			)}
			{retryAt !== null && !isLost && <Countdown until={retryAt} />}
		</ErrorMessage>
	);
}

/**
 * Says that nothing can be stored, that the session is starting or being restored, or why it failed and what to do about
 * it: an agent that needs a login can be logged in here. While the connection is lost, it says that this is the last
 * known status.
 *
 * Data attributes: `data-status`, as `SessionStatus` names them.
 */
export function SessionNotice({ className }: SessionNoticeProps) {
	const labels = useLabels();
	const session = useSession();
	const state = session?.state;
	const login = session?.login;
	const isLost = useConnectionLost();
	return (
		// Always mounted: screen readers ignore a live region that is inserted together with its text.
		<div className={partClassName("wsc-session", className)} role="status" data-status={state?.status}>
			{session?.storageError && <ErrorMessage error={session.storageError} />}
			{isLost && (state?.status === "starting" || state?.status === "restoring") && (
				<p className="wsc-session-line">
					<Icon name="offline" />
					<span>{labels.sessionLastKnown[state.status]}</span>
				</p>
			)}
			{!isLost && login?.pending && (state?.status === "starting" || state?.status === "restoring") && (
				<LoginPending login={login} since={state.since} />
			)}
			{!isLost && !login?.pending && (state?.status === "starting" || state?.status === "restoring") && (
				<p className="wsc-session-line">
					<Icon name="in_progress" />
					<span>{state.status === "starting" ? labels.sessionStarting : labels.sessionRestoring}</span>
					<Elapsed since={state.since} />
				</p>
			)}
			{state?.status === "failed" &&
				(state.error.code === "login_required" && login ? (
					<LoginCard login={login} detail={state.error.detail} />
				) : (
					<SessionFailure error={state.error} retryAt={state.retryAt} />
				))}
		</div>
	);
}
