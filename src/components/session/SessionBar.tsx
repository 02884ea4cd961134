"use client";

import { useRef, useState } from "react";
import type { SessionStatus } from "../../protocol/index.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { wordFor } from "../../react/labels/format.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useConnectionLost, useSession } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { agentTitleOf } from "../../rules/title.ts";
import { SidePanelButton } from "../panel/SidePanelProvider.tsx";
import { revealInProse } from "../primitives/hiddenText.ts";
import { partClassName } from "../primitives/partStyle.ts";
import { SearchButton } from "../search/SearchButton.tsx";
import type { SessionBarProps } from "../slots/partProps.ts";
import { TranscriptButton } from "../transcript/TranscriptButton.tsx";
import { WheelMenu } from "../wheel/WheelMenu.tsx";
import { AgentSelect } from "./AgentSelect.tsx";
import { NotifyButton } from "./NotifyButton.tsx";
import { Participants } from "./Participants.tsx";
import { TitleField } from "./TitleField.tsx";
import { UsageMeter } from "./UsageMeter.tsx";

interface SessionStatusDotProps {
	readonly state: SessionStatus;
}

/** The status of the session, as a dot with a text; while the connection is lost, its last known status. */
function SessionStatusDot({ state }: SessionStatusDotProps) {
	const labels = useLabels();
	const isLost = useConnectionLost();
	const text = isLost ? wordFor(labels.sessionLastKnown, state.status) : statusText(state, labels);
	return (
		<span className="wsc-dot" data-status={isLost ? "offline" : state.status} title={text}>
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

/** The title of the workspace, which those who may rename it can press. */
function WorkspaceTitle() {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const session = useSession();
	const workspaceId = useWorkspaceSelector((state) => state.workspaceId);
	const mayRename = useWorkspaceSelector(({ self }) => self?.allowedActions.includes("renameWorkspace") ?? false);
	const [isRenaming, setRenaming] = useState(false);
	const heading = useRef<HTMLHeadingElement>(null);
	if (isRenaming) {
		return (
			<TitleField
				title={session?.titleBy ? session.title : null}
				placeholder={(session && agentTitleOf(session)) ?? workspaceId}
				maxLength={LIMITS.titleCharacters}
				onSave={(title) => store.renameWorkspace(title)}
				onEnd={() => {
					setRenaming(false);
					requestAnimationFrame(() => heading.current?.querySelector("button")?.focus({ preventScroll: true }));
				}}
			/>
		);
	}
	const title = revealInProse(session?.title?.trim() || workspaceId);
	return (
		<h2 ref={heading} className="wsc-bar-title" dir="auto" title={workspaceId}>
			{mayRename ? (
				<button
					type="button"
					className="wsc-bar-rename"
					title={`${workspaceId}\n${labels.renameWorkspace}`}
					onClick={() => setRenaming(true)}
				>
					{title}
				</button>
			) : (
				title
			)}
		</h2>
	);
}

/** The line above the timeline: the title, the agent with its status, and the participants. */
export function SessionBar({ className }: SessionBarProps) {
	const session = useSession();
	return (
		<div className={partClassName("wsc-bar", className)}>
			<WorkspaceTitle />
			{session && (
				<span className="wsc-bar-agent">
					<SessionStatusDot state={session.state} />
					<AgentSelect />
				</span>
			)}
			<UsageMeter />
			<Participants />
			<WheelMenu />
			<NotifyButton />
			<TranscriptButton />
			<SearchButton />
			<SidePanelButton />
		</div>
	);
}
