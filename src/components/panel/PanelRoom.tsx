"use client";
import { type ReactNode, useContext } from "react";
import { LazySidePanel } from "./LazySidePanel.ts";
import { PanelContext } from "./PanelContext.ts";

interface PanelRoomProps {
	/** The conversation. */
	readonly children: ReactNode;
}

/** The conversation and, once it is opened, the side panel: beside it where there is room, over it where there is not. */
export function PanelRoom({ children }: PanelRoomProps) {
	const panel = useContext(PanelContext);
	return (
		<div className="wsc-room" data-panel={panel?.isOpen || undefined}>
			<div className="wsc-talk">{children}</div>
			{panel?.isOpen && <LazySidePanel panel={panel} />}
		</div>
	);
}
