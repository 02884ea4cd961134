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
	/** Null for choices that stand under no heading. */
	readonly group: string | null;
	readonly choices: readonly ConfigChoice[];
}

/** Choices under their headings, both in the order the agent gave. */
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

/** A setting that is on or off. */
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

/** Settings whose choices say by themselves what they are about. */
const SELF_EXPLANATORY_CATEGORIES: ReadonlySet<string | null> = new Set(["mode", "model"]);

/** One setting, as the platform's own list or switch. */
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

/** The choices with the one that holds: a list that does not have it would show its first one instead. */
function withCurrentChoice({ choices, value }: ConfigOption): readonly ConfigChoice[] {
	return choices.some((choice) => choice.value === value) ? choices : [{ value, name: value }, ...choices];
}

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
