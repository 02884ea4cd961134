import * as v from "valibot";
import type { QuestionField, QuestionOption, QuestionRequest } from "../../src/protocol/index.ts";
import { lenientOptional, limitJsonDepth, parseOrNull } from "./acpSchemas.ts";

const optionalText = lenientOptional(v.pipe(v.string(), v.regex(/\S/)));
const optionalNumber = lenientOptional(v.pipe(v.number(), v.finite()));
const optionalLength = lenientOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));

const plainOptions = v.pipe(
	v.object({ enum: v.array(v.string()), enumNames: lenientOptional(v.array(v.string())) }),
	v.transform(({ enum: values, enumNames: names }) =>
		values.map((value, index): QuestionOption => ({ value, title: names?.[index] ?? value })),
	),
);

const titledOption = v.pipe(
	v.object({ const: v.string(), title: optionalText, description: optionalText }),
	v.transform(
		({ const: value, title, description }): QuestionOption => ({ value, title: title ?? value, description }),
	),
);

/** The agent gets only the value, so of options that share one the first is enough. */
function uniqueOptions(options: QuestionOption[]): QuestionOption[] {
	const values = new Set<string>();
	return options.filter(({ value }) => values.size < values.add(value).size);
}

/** The options of a choice: MCP and ACP write them with titles as `oneOf`, those of a list as `anyOf`. */
const optionsSchema = v.pipe(
	v.union([
		v.pipe(
			v.object({ oneOf: v.array(titledOption) }),
			v.transform(({ oneOf }) => oneOf),
		),
		v.pipe(
			v.object({ anyOf: v.array(titledOption) }),
			v.transform(({ anyOf }) => anyOf),
		),
		plainOptions,
	]),
	v.transform(uniqueOptions),
);

const fieldText = { title: optionalText, description: optionalText };

const choiceSchema = v.object({ type: v.literal("string"), ...fieldText, default: lenientOptional(v.string()) });

const textSchema = v.object({
	...choiceSchema.entries,
	format: lenientOptional(v.picklist(["email", "uri", "date", "date-time"])),
	minLength: optionalLength,
	maxLength: optionalLength,
	pattern: optionalText,
});

const numberSchema = v.object({
	type: v.picklist(["number", "integer"]),
	...fieldText,
	minimum: optionalNumber,
	maximum: optionalNumber,
	default: optionalNumber,
});

const booleanSchema = v.object({
	type: v.literal("boolean"),
	...fieldText,
	default: lenientOptional(v.boolean()),
});

const choicesSchema = v.object({
	type: v.literal("array"),
	...fieldText,
	items: optionsSchema,
	minItems: optionalLength,
	maxItems: optionalLength,
	default: lenientOptional(v.array(v.string())),
});

const formSchema = v.object({
	...fieldText,
	type: v.optional(v.literal("object")),
	properties: v.optional(v.record(v.string(), v.unknown()), {}),
	required: lenientOptional(v.array(v.string())),
});

/** More is no question that a person answers between two prompts. */
const MAX_FIELDS = 50;
const MAX_OPTIONS = 200;
/** A form must fit into its item whole: without all of it nobody can answer. */
const MAX_FORM_BYTES = 40_000;

/** The form that a schema asks for; `unknown` when people could not fill it in. */
export function parseForm(requestedSchema: unknown): QuestionRequest {
	const unknown = { type: "unknown" as const, value: limitJsonDepth(requestedSchema) };
	const schema = parseOrNull(formSchema, requestedSchema);
	if (!schema) return unknown;
	const { title, description, properties, required = [] } = schema;
	const fields: QuestionField[] = [];
	for (const name of orderOf(properties, required)) {
		const isRequired = required.includes(name);
		const field = parseField(name, properties[name], isRequired);
		// A field of a kind that nobody knows here can stay empty only where the agent allows that.
		if (!field && isRequired) return unknown;
		if (field) fields.push(field);
	}
	if (required.some((name) => !Object.hasOwn(properties, name))) return unknown;
	const form = { type: "form" as const, title, description, fields: fields.map((field) => withNoteOn(field, fields)) };
	const isTooLarge = fields.length > MAX_FIELDS || fields.some(hasManyOptions);
	return isTooLarge || Buffer.byteLength(JSON.stringify(form)) > MAX_FORM_BYTES ? unknown : form;
}

const byName = new Intl.Collator("en", { numeric: true });

/**
 * The names of the fields in the order of the form. The server of sandbox-agent passes on the members of objects sorted by
 * name, so that order says nothing; that of the required ones is known from their list.
 */
function orderOf(properties: Readonly<Record<string, unknown>>, required: readonly string[]): readonly string[] {
	const names = Object.keys(properties);
	const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? "") <= name);
	if (!isSorted) return names;
	const first = required.filter((name) => Object.hasOwn(properties, name));
	return [...first, ...names.filter((name) => !first.includes(name)).sort(byName.compare)];
}

function hasManyOptions(field: QuestionField): boolean {
	return "options" in field && field.options.length > MAX_OPTIONS;
}

/** Null for a field of a kind that is not known here. */
function parseField(name: string, property: unknown, required: boolean): QuestionField | null {
	const choice = parseOrNull(choiceSchema, property);
	if (choice) return parseTextOrChoice({ name, required }, choice, property);
	const choices = parseOrNull(choicesSchema, property);
	if (choices) {
		if (choices.items.length === 0) return null;
		const { type: _type, items: options, default: chosen, ...rest } = choices;
		const offered = chosen?.filter((value) => options.some((option) => option.value === value));
		return { ...rest, type: "choices", name, required, options, ...(offered && { default: offered }) };
	}
	const number = parseOrNull(numberSchema, property);
	if (number) return { ...number, type: "number", integer: number.type === "integer", name, required };
	const boolean = parseOrNull(booleanSchema, property);
	return boolean && { ...boolean, name, required };
}

function parseTextOrChoice(
	base: Pick<QuestionField, "name" | "required">,
	{ title, description, default: preset }: v.InferOutput<typeof choiceSchema>,
	property: unknown,
): QuestionField | null {
	const options = parseOrNull(optionsSchema, property);
	if (options) {
		const isOffered = options.some(({ value }) => value === preset);
		const choice = { ...base, title, description, type: "choice" as const, options };
		return options.length === 0 ? null : { ...choice, ...(isOffered && { default: preset }) };
	}
	const text = parseOrNull(textSchema, property);
	return text && { ...text, ...base, type: "text" };
}

/**
 * Marks the field for an own answer or a note that agents put behind a choice. None of them says so: it is a text that
 * may stay empty, and its name is the one of the choice with something added.
 */
function withNoteOn(field: QuestionField, fields: readonly QuestionField[]): QuestionField {
	if (field.type !== "text" || field.required || field.format !== undefined) return field;
	const isOf = ({ name }: QuestionField) => field.name.startsWith(`${name}_`) || field.name.startsWith(`${name}-`);
	const choices = fields.filter((other) => (other.type === "choice" || other.type === "choices") && isOf(other));
	const [choice] = choices.sort((one, other) => other.name.length - one.name.length);
	return choice ? { ...field, noteOn: choice.name } : field;
}
