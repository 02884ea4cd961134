import type { ConfigOption } from "../../src/protocol/index.ts";
import { offersValue } from "../../src/rules/settings.ts";

/** The settings that the host lets a session start with. */
export interface StartValues {
	readonly mode?: string | undefined;
	readonly model?: string | undefined;
	readonly options?: Readonly<Record<string, string | boolean>> | undefined;
}

/** One of them, and the setting it is for. */
interface StartValue {
	readonly option: ConfigOption;
	readonly value: string;
}

/**
 * Matches start values with what a session offers: `mode` and `model` with the setting of that category.
 *
 * @returns `missing` are the names of those that the session does not offer.
 */
export function matchStartValues(
	{ mode, model, options = {} }: StartValues,
	offered: readonly ConfigOption[],
): { readonly matched: readonly StartValue[]; readonly missing: readonly string[] } {
	const matched: StartValue[] = [];
	const missing: string[] = [];
	const match = (name: string, option: ConfigOption | undefined, value: string) => {
		if (option && offersValue(option, value)) matched.push({ option, value });
		else missing.push(name);
	};
	const ofCategory = (category: string) =>
		offered.find((option) => option.category === category) ?? offered.find(({ id }) => id === category);
	// The model first: what the other settings offer may depend on it.
	if (model !== undefined) match(`model ${model}`, ofCategory("model"), model);
	if (mode !== undefined) match(`mode ${mode}`, ofCategory("mode"), mode);
	for (const [id, value] of Object.entries(options)) {
		match(
			`${id} ${value}`,
			offered.find((option) => option.id === id),
			String(value),
		);
	}
	return { matched, missing };
}
