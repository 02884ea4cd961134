"use client";
import { type ReactNode, useContext } from "react";
import { LazySidePanel } from "./LazySidePanel.ts";
import { SidePanelContext } from "./PanelContext.ts";

interface SidePanelLayoutProps {
	/** The conversation. */
	readonly children: ReactNode;
}

/** The conversation and, once it is opened, the side panel: beside it where there is room, over it where there is not. */
export function SidePanelLayout({ children }: SidePanelLayoutProps) {
	const panel = useContext(SidePanelContext);
	return (
		<div className="wsc-room" data-panel={panel?.isOpen || undefined}>
			<div className="wsc-talk">{children}</div>
			{panel?.isOpen && <LazySidePanel panel={panel} />}
		</div>
	);
}
