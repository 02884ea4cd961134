"use client";

import type { ConfigChoice, ConfigOption } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useSelf, useSession } from "../../react/state.ts";
import { useWorkspaceStore } from "../../react/store.tsx";
import { useAction } from "../../react/useAction.ts";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { partClassName } from "../primitives/partStyle.ts";

interface ChoiceGroup {
	/** Null for choices without a heading. */
	readonly group: string | null;
	readonly choices: readonly ConfigChoice[];
}

/** Groups the choices by heading, both in the order of the agent. */
function groupChoices(choices: readonly ConfigChoice[]): readonly ChoiceGroup[] {
	const groups = Map.groupBy(choices, (choice) => choice.group ?? null);
	return [...groups].map(([group, members]) => ({ group, choices: members }));
}

interface SettingSwitchProps {
	readonly option: ConfigOption;
	readonly disabled: boolean;
	readonly busy: boolean;
	readonly onChange: (value: string) => void;
}

/** A setting with the values on and off. */
function SettingSwitch({ option, disabled, busy, onChange }: SettingSwitchProps) {
	const { id, name, description, category, value } = option;
	return (
		<label
			className="wsc-switch"
			title={revealDirectionOverrides(description ?? name)}
			data-category={category ?? undefined}
		>
			<input
				type="checkbox"
				role="switch"
				className="wsc-switch-box"
				name={id}
				checked={value === "true"}
				aria-checked={value === "true"}
				disabled={disabled}
				aria-busy={busy || undefined}
				onChange={(event) => onChange(String(event.target.checked))}
			/>
			{revealDirectionOverrides(name)}
		</label>
	);
}

interface SettingSelectProps {
	readonly option: ConfigOption;
}

/** Categories whose choices need no name of the setting. */
const SELF_EXPLANATORY_CATEGORIES: ReadonlySet<string | null> = new Set(["mode", "model"]);

/** A setting as a native list or switch. */
function SettingSelect({ option }: SettingSelectProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const allowed = useSelf()?.allowedActions.includes("setConfigOption") ?? false;
	const set = useAction((value: string) => store.setConfigOption(option.id, value));
	const name = revealDirectionOverrides(option.name);
	const renderChoice = (choice: ConfigChoice) => (
		<option
			key={choice.value}
			value={choice.value}
			title={choice.description && revealDirectionOverrides(choice.description)}
		>
			{revealDirectionOverrides(
				SELF_EXPLANATORY_CATEGORIES.has(option.category) ? choice.name : labels.settingChoice(option.name, choice.name),
			)}
		</option>
	);
	return (
		<>
			{isBooleanSetting(option) ? (
				<SettingSwitch option={option} disabled={!allowed} busy={set.pending} onChange={set.run} />
			) : (
				<select
					className="wsc-select"
					value={option.value}
					disabled={!allowed}
					aria-busy={set.pending || undefined}
					aria-label={name}
					title={revealDirectionOverrides(option.description ?? name)}
					data-category={option.category ?? undefined}
					onChange={(event) => set.run(event.target.value)}
				>
					{groupChoices(withCurrentChoice(option)).map(({ group, choices: members }) =>
						group === null ? (
							members.map(renderChoice)
						) : (
							<optgroup key={group} label={revealDirectionOverrides(group)}>
								{members.map(renderChoice)}
							</optgroup>
						),
					)}
				</select>
			)}
			<ActionError error={set.error} />
		</>
	);
}

function isBooleanSetting({ choices, value }: ConfigOption): boolean {
	return choices.length === 0 && (value === "true" || value === "false");
}

/** The choices including the current one: a list without it would show its first choice as current. */
function withCurrentChoice({ choices, value }: ConfigOption): readonly ConfigChoice[] {
	return choices.some((choice) => choice.value === value) ? choices : [{ value, name: value }, ...choices];
}

interface SessionSettingsProps {
	readonly className?: string | undefined;
}

/** The settings of the session: its mode, its model, and others that the agent offers. */
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
