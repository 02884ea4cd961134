"use client";
import type { ConfigChoice, ConfigOption } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useAction } from "../../react/useCommand.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { useSelf } from "../../react/useYou.ts";
import { ActionError } from "../fault/CommandFault.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { groupChoices } from "./groupChoices.ts";
import { SettingSwitch } from "./SettingSwitch.tsx";

interface SettingSelectProps {
	readonly option: ConfigOption;
}

/** Settings whose choices say by themselves what they are about. */
const SELF_EXPLANATORY_CATEGORIES: ReadonlySet<string | null> = new Set(["mode", "model"]);

/** One setting, as the platform's own list or switch. */
export function SettingSelect({ option }: SettingSelectProps) {
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
