"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useSession } from "../../react/useSession.ts";
import { partClassName } from "../part/partClass.ts";
import { SettingSelect } from "./SettingSelect.tsx";

export interface SessionSettingsProps {
	readonly className?: string | undefined;
}

/** The session's mode, model and whatever else the agent lets people choose. */
export function SessionSettings({ className }: SessionSettingsProps) {
	const labels = useLabels();
	const session = useSession();
	if (!session || session.configOptions.length === 0) return null;
	return (
		<fieldset className={partClassName("wsc-settings", className)}>
			<legend className="wsc-hidden">{labels.settings}</legend>
			{session.configOptions.map((option) => (
				<SettingSelect key={option.id} option={option} />
			))}
		</fieldset>
	);
}
