"use client";

import type { SessionStatus } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useConnectionStatus, useSession } from "../../react/state.ts";
import { useWorkspaceSelector } from "../../react/store.tsx";
import { SidePanelButton } from "../panel/SidePanelProvider.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { partClassName } from "../primitives/partStyle.ts";
import { SearchButton } from "../search/SearchButton.tsx";
import type { SessionBarProps } from "../slots/partProps.ts";
import { Participants } from "./Participants.tsx";

interface SessionStatusDotProps {
	readonly state: SessionStatus;
}

/** The status of the session, as a dot with a text. Unknown while the browser is not connected. */
function SessionStatusDot({ state }: SessionStatusDotProps) {
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

interface UsageMeterProps {
	readonly className?: string | undefined;
}

/**
 * How full the agent's context is and what the session has cost, as far as the agent reports it.
 *
 * Data attributes: `data-full` from 90 % on.
 */
export function UsageMeter({ className }: UsageMeterProps) {
	const labels = useLabels();
	const usage = useSession()?.usage;
	const words = usage && usage.size > 0 && labels.usage(usage.used, usage.size);
	const cost = usage?.cost && labels.cost(usage.cost.amount, usage.cost.currency);
	if (!usage || (!words && !cost)) return null;
	return (
		<span
			className={partClassName("wsc-usage", className)}
			data-full={(words && usage.used / usage.size >= 0.9) || undefined}
			title={[words, cost].filter(Boolean).join(" · ")}
		>
			{words && <meter className="wsc-usage-meter" max={usage.size} value={usage.used} aria-label={words} />}
			{cost && <span className="wsc-bar-detail">{cost}</span>}
		</span>
	);
}

/** The line above the timeline: the title, the agent with its status, and the participants. */
export function SessionBar({ className }: SessionBarProps) {
	const labels = useLabels();
	const session = useSession();
	const workspaceId = useWorkspaceSelector((state) => state.workspaceId);
	return (
		<div className={partClassName("wsc-bar", className)}>
			<h2 className="wsc-bar-title" dir="auto" title={workspaceId}>
				{revealDirectionOverrides(session?.title ?? workspaceId)}
			</h2>
			{session && (
				<span className="wsc-bar-agent">
					<SessionStatusDot state={session.state} />
					<span className="wsc-bar-detail">{labels.agentName(session.agent)}</span>
				</span>
			)}
			<UsageMeter />
			<Participants />
			<SearchButton />
			<SidePanelButton />
		</div>
	);
}
