import * as v from "valibot";
import type { ConfigChoice, ConfigOption } from "../../../src/protocol/index.ts";
import { arrayOfValid } from "./eachValid.ts";
import { lenientOptional } from "./orAbsent.ts";
import { parseOrNull } from "./parseOrNull.ts";

const configChoiceSchema = v.object({ value: v.string(), name: v.string(), description: lenientOptional(v.string()) });

const choiceGroupSchema = v.pipe(
	v.object({ name: v.string(), options: arrayOfValid(configChoiceSchema) }),
	v.transform(({ name, options }): readonly ConfigChoice[] => options.map((choice) => ({ ...choice, group: name }))),
);

const choicesSchema = v.pipe(
	arrayOfValid(v.union([choiceGroupSchema, configChoiceSchema])),
	v.transform((entries): readonly ConfigChoice[] => entries.flat()),
);

const optionFields = {
	id: v.string(),
	name: v.string(),
	description: lenientOptional(v.string()),
	category: v.fallback(v.nullable(v.string()), null),
};

const selectSchema = v.pipe(
	v.object({ ...optionFields, type: v.literal("select"), currentValue: v.string(), options: choicesSchema }),
	v.transform(({ type: _, currentValue, options, ...option }) => ({
		...option,
		value: currentValue,
		choices: options,
	})),
);

const switchSchema = v.pipe(
	v.object({ ...optionFields, type: v.literal("boolean"), currentValue: v.boolean() }),
	v.transform(({ type: _, currentValue, ...option }) => ({ ...option, value: String(currentValue), choices: [] })),
);

const configOptionsSchema = v.object({ configOptions: arrayOfValid(v.union([selectSchema, switchSchema])) });

/** `config_option_update`, and the answers to requests that open a session or change a setting. */
export function parseConfigOptions(told: unknown): readonly ConfigOption[] | null {
	return parseOrNull(configOptionsSchema, told)?.configOptions ?? null;
}
