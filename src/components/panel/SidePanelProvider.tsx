"use client";

import { type ReactNode, useContext, useEffect, useId, useMemo, useRef, useState } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useSelf } from "../../react/state.ts";
import { Button } from "../primitives/Button.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { createLazyPart, usePreloadWhenIdle } from "../primitives/lazyPart.tsx";
import { PartBoundary } from "../primitives/PartBoundary.tsx";
import { type FileLocation, SidePanelContext, type SidePanelState } from "../primitives/SidePanelContext.ts";

interface SidePanelProviderProps {
	readonly children: ReactNode;
}

/** Provides the side panel, if the user may list the files of the sandbox. */
export function SidePanelProvider({ children }: SidePanelProviderProps) {
	const [isOpen, setOpen] = useState(false);
	const [location, setLocation] = useState<FileLocation | null>(null);
	const canListFiles = useSelf()?.allowedActions.includes("listFiles") ?? false;
	const id = useId();
	const panel = useMemo(
		(): SidePanelState => ({
			isOpen,
			location,
			id,
			open(requested) {
				if (requested) setLocation({ ...requested });
				setOpen(true);
			},
			close: () => setOpen(false),
		}),
		[isOpen, location, id],
	);
	return <SidePanelContext.Provider value={canListFiles ? panel : null}>{children}</SidePanelContext.Provider>;
}

/** Toggles the side panel, and takes the focus when it is closed. Absent if there is no panel. */
export function SidePanelButton() {
	const labels = useLabels();
	const panel = useContext(SidePanelContext);
	const isOpen = panel?.isOpen ?? false;
	const ref = useRef<HTMLButtonElement>(null);
	const wasOpen = useRef(isOpen);
	useEffect(() => {
		if (wasOpen.current && !isOpen && document.activeElement === document.body) ref.current?.focus();
		wasOpen.current = isOpen;
	}, [isOpen]);
	if (!panel) return null;
	const label = isOpen ? labels.hidePanel : labels.openPanel;
	return (
		<Button
			ref={ref}
			variant="quiet"
			aria-label={label}
			title={label}
			aria-expanded={isOpen}
			aria-controls={isOpen ? panel.id : undefined}
			onClick={() => (isOpen ? panel.close() : panel.open())}
		>
			<Icon name="panel" />
		</Button>
	);
}

const NoSidePanel = () => null;

/** `<SidePanel>`. It has no plain form. */
const LazySidePanel = createLazyPart(async () => (await import("./SidePanel.tsx")).SidePanel, NoSidePanel);

const PRELOADED_PARTS = [LazySidePanel];

interface SidePanelLayoutProps {
	/** The conversation. */
	readonly children: ReactNode;
}

/** The conversation and the open side panel: next to it if there is room, otherwise on top of it. */
export function SidePanelLayout({ children }: SidePanelLayoutProps) {
	const panel = useContext(SidePanelContext);
	usePreloadWhenIdle(PRELOADED_PARTS, panel !== null);
	return (
		<div className="wsc-layout" data-panel={panel?.isOpen || undefined}>
			<div className="wsc-layout-main">{children}</div>
			{/* For the head of the panel, and until it is loaded; its content has one of its own, so that it can be closed. */}
			{panel?.isOpen && (
				<PartBoundary part="SidePanel">
					<LazySidePanel panel={panel} />
				</PartBoundary>
			)}
		</div>
	);
}
