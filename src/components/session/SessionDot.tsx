"use client";
import type { SessionStatus } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useConnectionStatus } from "../../react/useConnection.ts";

interface SessionStatusDotProps {
	readonly state: SessionStatus;
}

/** Whether the agent can be talked to, as a dot with a text behind it. Nobody knows while this browser is offline. */
export function SessionStatusDot({ state }: SessionStatusDotProps) {
	const labels = useLabels();
	const offline = useConnectionStatus().status === "offline";
	const text = offline ? labels.offline : statusText(state, labels);
	return (
		<span className="wsc-dot" data-status={offline ? "offline" : state.status} title={text}>
			<span className="wsc-hidden">{text}</span>
		</span>
	);
}

function statusText(state: SessionStatus, labels: Labels): string {
	switch (state.status) {
		case "offline":
			return labels.sessionOffline;
		case "starting":
			return labels.sessionStarting;
		case "ready":
			return labels.sessionReady;
		case "restoring":
			return labels.sessionRestoring;
		case "failed":
			return labels.sessionFailed;
	}
}
