"use client";

import { createContext, useContext } from "react";
import { useNotifications } from "../../react/attention/useNotifications.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { Button } from "../primitives/Button.tsx";
import { Icon } from "../primitives/Icon.tsx";

/** Whether the host offers notifications. */
export const NotifyContext = createContext(false);

/** Switches notifications of the system on and off; nothing where the host does not offer them or the browser has none. */
export function NotifyButton() {
	return useContext(NotifyContext) ? <OfferedNotifyButton /> : null;
}

function OfferedNotifyButton() {
	const labels = useLabels();
	const { status, toggle } = useNotifications();
	if (status === "unsupported") return null;
	const text = labels.notifications[status];
	return (
		<Button
			variant="quiet"
			aria-label={text}
			aria-pressed={status === "on"}
			// Not `disabled`, which would hide from the keyboard why it does nothing.
			aria-disabled={status === "blocked" || undefined}
			title={text}
			onClick={toggle}
		>
			<Icon name={status === "on" ? "bell" : "bell_off"} />
		</Button>
	);
}
