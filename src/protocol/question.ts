import * as v from "valibot";
import { type Person, personSchema } from "./participant.ts";
import { list, numberSchema, object, openEnum, type Schema, timeSchema, variant } from "./schema.ts";

/** One of the answers that a field offers. */
export interface QuestionOption {
	/** What is sent to the agent, unchanged. */
	readonly value: string;
	/** The agent's own words for it. */
	readonly title: string;
	/** What it means, in the agent's words. */
	readonly description?: string | undefined;
}

const questionOptionSchema: Schema<QuestionOption> = object<QuestionOption>({
	value: v.string(),
	title: v.string(),
	description: v.optional(v.string()),
});

/** What all fields of a form have. */
interface FieldBase {
	/** The agent's name for the field, under which the answer holds its value. Unique in the form. */
	readonly name: string;
	/** What is asked for, in the agent's words. Default: `name`. */
	readonly title?: string | undefined;
	/** More about it, in the agent's words. */
	readonly description?: string | undefined;
	/** Whether an answer needs it. */
	readonly required: boolean;
}

const fieldBase = {
	name: v.string(),
	title: v.optional(v.string()),
	description: v.optional(v.string()),
	required: v.boolean(),
};

/** A field of a form. Tell them apart by `type`. */
export type QuestionField =
	| (FieldBase & {
			readonly type: "text";
			readonly format?: "email" | "uri" | "date" | "date-time" | undefined;
			/** Characters. */
			readonly minLength?: number | undefined;
			/** Characters. */
			readonly maxLength?: number | undefined;
			/** A regular expression of the agent. It is shown, never run: the agent checks it itself. */
			readonly pattern?: string | undefined;
			readonly default?: string | undefined;
			/** The name of the choice that it belongs to: it takes an answer that is no option, or a note on the chosen one. */
			readonly noteOn?: string | undefined;
	  })
	/** One of several options. */
	| (FieldBase & {
			readonly type: "choice";
			readonly options: readonly QuestionOption[];
			readonly default?: string | undefined;
	  })
	/** Any number of several options. */
	| (FieldBase & {
			readonly type: "choices";
			readonly options: readonly QuestionOption[];
			readonly minItems?: number | undefined;
			readonly maxItems?: number | undefined;
			readonly default?: readonly string[] | undefined;
	  })
	| (FieldBase & {
			readonly type: "number";
			/** Whether it must be a whole number. */
			readonly integer: boolean;
			readonly minimum?: number | undefined;
			readonly maximum?: number | undefined;
			readonly default?: number | undefined;
	  })
	| (FieldBase & { readonly type: "boolean"; readonly default?: boolean | undefined });

type FieldOf<Type extends QuestionField["type"]> = Extract<QuestionField, { type: Type }>;

const questionFieldSchema: Schema<QuestionField> = variant<QuestionField, "type">("type", {
	text: object<FieldOf<"text">>({
		...fieldBase,
		type: v.literal("text"),
		format: v.optional(openEnum<"email" | "uri" | "date" | "date-time">(["email", "uri", "date", "date-time"])),
		minLength: v.optional(numberSchema),
		maxLength: v.optional(numberSchema),
		pattern: v.optional(v.string()),
		default: v.optional(v.string()),
		noteOn: v.optional(v.string()),
	}),
	choice: object<FieldOf<"choice">>({
		...fieldBase,
		type: v.literal("choice"),
		options: list(questionOptionSchema),
		default: v.optional(v.string()),
	}),
	choices: object<FieldOf<"choices">>({
		...fieldBase,
		type: v.literal("choices"),
		options: list(questionOptionSchema),
		minItems: v.optional(numberSchema),
		maxItems: v.optional(numberSchema),
		default: v.optional(list(v.string())),
	}),
	number: object<FieldOf<"number">>({
		...fieldBase,
		type: v.literal("number"),
		integer: v.boolean(),
		minimum: v.optional(numberSchema),
		maximum: v.optional(numberSchema),
		default: v.optional(numberSchema),
	}),
	boolean: object<FieldOf<"boolean">>({
		...fieldBase,
		type: v.literal("boolean"),
		default: v.optional(v.boolean()),
	}),
});

/** What an agent wants of people. Tell them apart by `type`. */
export type QuestionRequest =
	/** An answer by a form. */
	| {
			readonly type: "form";
			/** The heading of the form, in the agent's words. */
			readonly title?: string | undefined;
			/** More about it, in the agent's words. */
			readonly description?: string | undefined;
			readonly fields: readonly QuestionField[];
	  }
	/** A visit to a page, as for a login. Whoever accepts it has agreed to open the page, no more. */
	| { readonly type: "url"; readonly url: string }
	/** A form that this version cannot show. It can only be declined. */
	| { readonly type: "unknown"; readonly value: unknown };

type RequestOf<Type extends QuestionRequest["type"]> = Extract<QuestionRequest, { type: Type }>;

export const questionRequestSchema: Schema<QuestionRequest> = variant<QuestionRequest, "type">("type", {
	form: object<RequestOf<"form">>({
		type: v.literal("form"),
		title: v.optional(v.string()),
		description: v.optional(v.string()),
		fields: list(questionFieldSchema),
	}),
	url: object<RequestOf<"url">>({ type: v.literal("url"), url: v.string() }),
	unknown: object<RequestOf<"unknown">>({ type: v.literal("unknown"), value: v.unknown() }),
});

/** The value of one field. */
export type AnswerValue = string | number | boolean | readonly string[];

const answerValueSchema: Schema<AnswerValue> = v.union([v.string(), numberSchema, v.boolean(), v.array(v.string())]);

/** The values of a form's fields, by their names. Fields without a value are left out. */
export type QuestionAnswer = Readonly<Record<string, AnswerValue>>;

export const questionAnswerSchema: Schema<QuestionAnswer> = v.record(v.string(), answerValueSchema);

/** Whether a question still waits, and how it ended. */
export type QuestionState =
	| { readonly status: "pending" }
	/** Somebody has answered it, or agreed to open the page. */
	| {
			readonly status: "answered";
			/** Empty for a page. */
			readonly answer: QuestionAnswer;
			readonly by: Person;
			readonly answeredAt: number;
			/** When the agent said that what people do on the page is done. */
			readonly completedAt?: number | undefined;
	  }
	/** Somebody has declined to answer. */
	| { readonly status: "declined"; readonly by: Person; readonly answeredAt: number }
	/**
	 * Nobody can answer it any more: somebody dismissed it, the turn was stopped, ended or lost its agent, it expired, the
	 * agent took it back or said that it is done, or too many were pending already.
	 */
	| {
			readonly status: "cancelled";
			readonly reason:
				| "dismissed"
				| "stopped"
				| "turn_ended"
				| "interrupted"
				| "expired"
				| "withdrawn"
				| "completed"
				| "too_many";
			/** Who dismissed it. */
			readonly by?: Person | undefined;
			readonly cancelledAt: number;
	  };

type StateOf<Status extends QuestionState["status"]> = Extract<QuestionState, { status: Status }>;

export const questionStateSchema: Schema<QuestionState> = variant<QuestionState, "status">("status", {
	pending: object<StateOf<"pending">>({ status: v.literal("pending") }),
	answered: object<StateOf<"answered">>({
		status: v.literal("answered"),
		answer: questionAnswerSchema,
		by: personSchema,
		answeredAt: timeSchema,
		completedAt: v.optional(timeSchema),
	}),
	declined: object<StateOf<"declined">>({ status: v.literal("declined"), by: personSchema, answeredAt: timeSchema }),
	cancelled: object<StateOf<"cancelled">>({
		status: v.literal("cancelled"),
		reason: openEnum([
			"dismissed",
			"stopped",
			"turn_ended",
			"interrupted",
			"expired",
			"withdrawn",
			"completed",
			"too_many",
		]),
		by: v.optional(personSchema),
		cancelledAt: timeSchema,
	}),
});

/** What a person does with a question, as ACP names it: `cancel` dismisses it without a choice. */
export const QUESTION_ACTIONS = ["accept", "decline", "cancel"] as const;

/** One of `QUESTION_ACTIONS`. */
export type QuestionAction = (typeof QUESTION_ACTIONS)[number];
