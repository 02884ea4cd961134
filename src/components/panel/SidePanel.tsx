"use client";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useApprovals, useQuestions, useSelf } from "../../react/state.ts";
import { Button } from "../primitives/Button.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { PartBoundary } from "../primitives/PartBoundary.tsx";
import type { SidePanelState } from "../primitives/SidePanelContext.ts";
import { FilePanel } from "./FilePanel.tsx";
import { TerminalPanel } from "./TerminalPanel.tsx";

export interface SidePanelProps {
	readonly panel: SidePanelState;
}

type Tab = "files" | "processes";

/** The files and processes of the sandbox, beside the conversation. Escape closes it. */
export function SidePanel({ panel }: SidePanelProps) {
	const labels = useLabels();
	const mayList = useSelf()?.allowedActions.includes("listProcesses") ?? false;
	const tabs: readonly Tab[] = mayList ? ["files", "processes"] : ["files"];
	const waiting = useApprovals().length;
	const asked = useQuestions().length;
	const [tab, setTab] = useState<Tab>("files");
	const { location, id } = panel;
	const list = useRef<HTMLDivElement>(null);
	// A requested location is in a file.
	useEffect(() => {
		if (location) setTab("files");
	}, [location]);
	useEffect(() => list.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus(), []);

	const handleKeyDown = (event: KeyboardEvent) => {
		if (event.key === "Escape" && !event.defaultPrevented) panel.close();
	};
	const handleTabKey = (event: KeyboardEvent) => {
		if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
		const next = tabs.find((other) => other !== tab) ?? tab;
		setTab(next);
		document.getElementById(`${id}-${next}`)?.focus();
	};
	return (
		<aside id={id} className="wsc-panel" aria-label={labels.panel} onKeyDown={handleKeyDown}>
			<div className="wsc-panel-head">
				<div ref={list} role="tablist" className="wsc-tabs" aria-label={labels.panel}>
					{tabs.map((name) => (
						<button
							key={name}
							id={`${id}-${name}`}
							type="button"
							role="tab"
							className="wsc-tab"
							aria-selected={name === tab}
							aria-controls={name === tab ? `${id}-content` : undefined}
							tabIndex={name === tab ? 0 : -1}
							onClick={() => setTab(name)}
							onKeyDown={handleTabKey}
						>
							{labels[name]}
						</button>
					))}
				</div>
				{/* A panel that covers the conversation hides the pending approvals and questions. */}
				<span className="wsc-panel-waiting" role="status">
					{waiting + asked > 0 && (
						<Button variant="primary" onClick={panel.close}>
							{waiting > 0 ? labels.approvalsPending(waiting) : labels.questionsPending(asked)}
						</Button>
					)}
				</span>
				<Button variant="quiet" aria-label={labels.closePanel} title={labels.closePanel} onClick={panel.close}>
					<Icon name="close" />
				</Button>
			</div>
			<div id={`${id}-content`} role="tabpanel" className="wsc-panel-content" aria-labelledby={`${id}-${tab}`}>
				<PartBoundary key={tab} part="SidePanel">
					{tab === "files" ? <FilePanel location={location} /> : <TerminalPanel />}
				</PartBoundary>
			</div>
		</aside>
	);
}
