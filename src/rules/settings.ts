import type { ConfigOption } from "../protocol/session.ts";
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
