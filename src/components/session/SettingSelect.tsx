"use client";
import type { ConfigChoice, ConfigOption } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useCommand } from "../../react/useCommand.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { useYou } from "../../react/useYou.ts";
import { groupChoices } from "./groupChoices.ts";

interface SettingSelectProps {
	readonly option: ConfigOption;
}

/** One setting, as the platform's own list. */
export function SettingSelect({ option }: SettingSelectProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const allowed = useYou()?.allowed.includes("setConfigOption") ?? false;
	const set = useCommand((value: string) => store.setConfigOption(option.id, value));
	const choices: readonly ConfigChoice[] =
		option.choices.length > 0
			? option.choices
			: [
					{ value: "true", name: `${option.name}: ${labels.switchOn}` },
					{ value: "false", name: `${option.name}: ${labels.switchOff}` },
				];
	return (
		<>
			<select
				className="wsc-select"
				value={option.value}
				disabled={!allowed || set.pending}
				aria-label={option.name}
				title={option.description ?? option.name}
				data-category={option.category ?? undefined}
				onChange={(event) => set.run(event.target.value)}
			>
				{groupChoices(choices).map(({ group, choices: members }) =>
					group === null ? (
						members.map(renderChoice)
					) : (
						<optgroup key={group} label={group}>
							{members.map(renderChoice)}
						</optgroup>
					),
				)}
			</select>
			{set.error && (
				<span className="wsc-command-error" role="alert">
					{set.error.message}
				</span>
			)}
		</>
	);
}

function renderChoice(choice: ConfigChoice) {
	return (
		<option key={choice.value} value={choice.value} title={choice.description}>
			{choice.name}
		</option>
	);
}
