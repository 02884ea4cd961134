"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useSession } from "../../react/useSession.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { SidePanelButton } from "../panel/PanelButton.tsx";
import { partClassName } from "../part/partClass.ts";
import { SearchButton } from "../search/SearchButton.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { Participants } from "./Participants.tsx";
import { SessionStatusDot } from "./SessionDot.tsx";
import { UsageMeter } from "./UsageMeter.tsx";

export interface SessionBarProps {
	readonly className?: string | undefined;
}

/** The line above the timeline: what this is about, which agent works on it, and who is here. */
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
