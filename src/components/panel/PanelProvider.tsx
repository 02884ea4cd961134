"use client";
import { type ReactNode, useId, useMemo, useState } from "react";
import { useYou } from "../../react/useYou.ts";
import { type FileLocation, PanelContext, type PanelState } from "./PanelContext.ts";

interface PanelProviderProps {
	readonly children: ReactNode;
}

/** Gives a room a side panel, when the person may look into the sandbox. */
export function PanelProvider({ children }: PanelProviderProps) {
	const [isOpen, setOpen] = useState(false);
	const [location, setLocation] = useState<FileLocation | null>(null);
	const mayLook = useYou()?.allowed.includes("listFiles") ?? false;
	const id = useId();
	const panel = useMemo(
		(): PanelState => ({
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
	return <PanelContext.Provider value={mayLook ? panel : null}>{children}</PanelContext.Provider>;
}
