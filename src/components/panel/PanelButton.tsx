"use client";
import { useContext, useEffect, useRef } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Button } from "../button/Button.tsx";
import { Icon } from "../icon/Icon.tsx";
import { SidePanelContext } from "./PanelContext.ts";

/** Opens and closes the side panel; nothing where there is none. Gets the focus back when the panel is closed. */
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
