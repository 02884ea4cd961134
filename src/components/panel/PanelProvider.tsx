"use client";
import { type ReactNode, useId, useMemo, useState } from "react";
import { useSelf } from "../../react/useYou.ts";
import { type FileLocation, SidePanelContext, type SidePanelState } from "./PanelContext.ts";

interface SidePanelProviderProps {
	readonly children: ReactNode;
}

/** Gives a room a side panel, when the person may look into the sandbox. */
export function SidePanelProvider({ children }: SidePanelProviderProps) {
	const [isOpen, setOpen] = useState(false);
	const [location, setLocation] = useState<FileLocation | null>(null);
	const mayLook = useSelf()?.allowedActions.includes("listFiles") ?? false;
	const id = useId();
	const panel = useMemo(
		(): SidePanelState => ({
			isOpen,
			location,
			id,
			open(place) {
				if (place) setLocation({ ...place });
				setOpen(true);
			},
			close: () => setOpen(false),
		}),
		[isOpen, location, id],
	);
	return <SidePanelContext.Provider value={mayLook ? panel : null}>{children}</SidePanelContext.Provider>;
}
