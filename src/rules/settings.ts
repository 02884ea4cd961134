import type { ConfigOption } from "../protocol/session.ts";
import type { SettingChangedEvent, SettingValue } from "../protocol/timelineItem.ts";
import { choiceUnknownRefusal, settingUnknownRefusal } from "./refusals.ts";

/** Whether a setting has this choice. A setting without choices is a switch: `"true"` or `"false"`. */
export function offersValue({ choices }: ConfigOption, value: string): boolean {
	const values = choices.length > 0 ? choices.map((choice) => choice.value) : ["true", "false"];
	return values.includes(value);
}

/**
 * The setting that a person wants to change.
 *
 * @throws {Refusal} `not_found` when the agent has no such setting, `option_unknown` when it has no such choice.
 */
export function requireOfferedValue(options: readonly ConfigOption[], configId: string, value: string): ConfigOption {
	const option = options.find(({ id }) => id === configId);
	if (!option) throw settingUnknownRefusal();
	if (!offersValue(option, value)) throw choiceUnknownRefusal(option.name);
	return option;
}

/** That a setting changes to `value`; null when it has that value already. */
export function settingChange(option: ConfigOption, value: string): SettingChangedEvent | null {
	return changeBetween(option, { ...option, value });
}

/** What differs between two reports of the agent's settings. A setting that only one of them has did not change. */
export function settingChanges(
	before: readonly ConfigOption[],
	after: readonly ConfigOption[],
): readonly SettingChangedEvent[] {
	return after.flatMap((option) => {
		const known = before.find(({ id }) => id === option.id);
		return (known && changeBetween(known, option)) ?? [];
	});
}

/** Each value has its name of that time: the agent may no longer offer what it offered before. */
function changeBetween(before: ConfigOption, after: ConfigOption): SettingChangedEvent | null {
	if (before.value === after.value) return null;
	const { id: configId, name, category } = after;
	return { type: "setting_changed", configId, name, category, from: currentValue(before), to: currentValue(after) };
}

function currentValue({ choices, value }: ConfigOption): SettingValue {
	return { value, name: choices.find((choice) => choice.value === value)?.name ?? value };
}
