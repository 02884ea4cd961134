import type { ConfigOption } from "../../src/protocol/index.ts";

/** Whether a setting can be set to this. One without choices is a switch. */
export function offersValue({ choices }: ConfigOption, value: string): boolean {
	const values = choices.length > 0 ? choices.map((choice) => choice.value) : ["true", "false"];
	return values.includes(value);
}
