import type { AnswerValue, QuestionAnswer, QuestionField } from "../protocol/question.ts";

/** Why a field does not take a value. */
export type AnswerProblem =
	| { readonly kind: "required" }
	/** Not of the field's type: text for a number, an option that is not offered. */
	| { readonly kind: "type" }
	| { readonly kind: "format"; readonly format: "email" | "uri" | "date" | "date-time" | "integer" }
	/** Outside of the limits, both included; null where there is none. Characters, options or the number itself. */
	| {
			readonly kind: "length" | "count" | "range";
			readonly min: number | null;
			readonly max: number | null;
	  };

/** A field whose value is not taken, and why. */
export interface FieldProblem {
	readonly name: string;
	readonly problem: AnswerProblem;
}

/** Values by the names of the fields, as they are while a form is filled in. */
type Values = Readonly<Record<string, AnswerValue | undefined>>;

/**
 * What is wrong with an answer, in the order of the fields; empty when the form takes it. Both sides check by it: the
 * screen before an answer is sent, the workspace before it is stored.
 *
 * @example
 * const [first] = findAnswerProblems(request.fields, { count: 3 });
 */
export function findAnswerProblems(fields: readonly QuestionField[], values: Values): readonly FieldProblem[] {
	return fields.flatMap((field) => {
		const problem = findProblem(field, inputOf(values, field.name));
		return problem ? [{ name: field.name, problem }] : [];
	});
}

/** The values of the form's own fields that are not empty: what the agent gets. */
export function toAnswer(fields: readonly QuestionField[], values: Values): QuestionAnswer {
	return Object.fromEntries(
		fields.flatMap(({ name }): [string, AnswerValue][] => {
			const value = inputOf(values, name);
			return value === undefined || isEmpty(value) ? [] : [[name, value]];
		}),
	);
}

function inputOf(values: Values, name: string): AnswerValue | undefined {
	return Object.hasOwn(values, name) ? values[name] : undefined;
}

function isEmpty(value: AnswerValue): boolean {
	return value === "" || (Array.isArray(value) && value.length === 0);
}

function findProblem(field: QuestionField, value: AnswerValue | undefined): AnswerProblem | null {
	if (value === undefined || isEmpty(value)) return field.required ? { kind: "required" } : null;
	switch (field.type) {
		case "text":
			return typeof value === "string" ? findTextProblem(field, value) : { kind: "type" };
		case "choice":
			return typeof value === "string" && isOffered(field, value) ? null : { kind: "type" };
		case "choices":
			return typeof value === "object" && value.every((one) => isOffered(field, one))
				? outside("count", value.length, field.minItems, field.maxItems)
				: { kind: "type" };
		case "number":
			if (typeof value !== "number" || !Number.isFinite(value)) return { kind: "type" };
			if (field.integer && !Number.isSafeInteger(value)) return { kind: "format", format: "integer" };
			return outside("range", value, field.minimum, field.maximum);
		case "boolean":
			return typeof value === "boolean" ? null : { kind: "type" };
	}
}

function isOffered({ options }: Extract<QuestionField, { type: "choice" | "choices" }>, value: string): boolean {
	return options.some((option) => option.value === value);
}

function findTextProblem(field: Extract<QuestionField, { type: "text" }>, text: string): AnswerProblem | null {
	const { format } = field;
	if (format !== undefined && FORMATS[format]?.(text) === false) return { kind: "format", format };
	// As JSON Schema counts: an emoji is one character.
	return outside("length", [...text].length, field.minLength, field.maxLength);
}

function outside(
	kind: "length" | "count" | "range",
	value: number,
	min: number | undefined,
	max: number | undefined,
): AnswerProblem | null {
	const isInside = value >= (min ?? Number.NEGATIVE_INFINITY) && value <= (max ?? Number.POSITIVE_INFINITY);
	return isInside ? null : { kind, min: min ?? null, max: max ?? null };
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** Formats of JSON Schema, as far as agents ask for them. A format of a newer workspace is not checked. */
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
	email: (text) => /^[^\s@]+@[^\s@]+$/.test(text),
	uri: (text) => URL.canParse(text),
	date: (text) => DATE.test(text) && isCalendarDay(text),
	"date-time": (text) => DATE_TIME.test(text) && isCalendarDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)),
};

/** `Date` takes February 30 for a day in March. */
function isCalendarDay(day: string): boolean {
	const date = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

const SECRET_WORDS =
	/\b(?:pass ?(?:word|phrase|code)s?|pwd|(?:api|access|secret|private|ssh|recovery|encryption) ?(?:key|token|code)s?|secrets?|tokens?|credentials?|cvv|pin|otp|one ?time ?code|card ?number)\b/i;

/** Whether a field seems to ask for a password, a key or the like, which no form may do: everybody reads the answers. */
export function asksForSecret({ type, name, title = "" }: QuestionField): boolean {
	if (type !== "text") return false;
	const words = `${name} ${title}`.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2").replaceAll(/[_-]+/g, " ");
	return SECRET_WORDS.test(words);
}
