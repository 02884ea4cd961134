import type { AnswerValue, QuestionField, QuestionItem } from "../../../protocol/index.ts";
import { wordFor } from "../../../react/labels/format.ts";
import type { Labels } from "../../../react/labels/Labels.ts";
import type { ItemTexts } from "../../item-kind/ItemKind.ts";
import { blockQuote, joinParagraphs } from "../../item-kind/markdownText.ts";

/** What was answered to one field. */
export interface AnswerText {
	/** What was asked for; null where the question itself says it. */
	readonly title: string | null;
	readonly text: string;
}

/** What was answered, field by field, in the words that people have read. Empty unless a form was answered. */
export function answerTexts(
	{ request, state }: Pick<QuestionItem, "request" | "state">,
	labels: Pick<Labels, "answerBoolean">,
): readonly AnswerText[] {
	if (request.type !== "form" || state.status !== "answered") return [];
	const { fields } = request;
	return fields.flatMap((field) => {
		if (isNote(field)) return [];
		const note = fields.find((other) => other.type === "text" && other.noteOn === field.name);
		const values = [state.answer[field.name], note && state.answer[note.name]];
		const text = values.flatMap((value) => (value === undefined ? [] : valueText(field, value, labels))).join(" · ");
		return text === "" ? [] : [{ title: fieldTitle(field, fields), text }];
	});
}

/** A field that belongs to the choice before it. */
export function isNote(field: QuestionField): boolean {
	return field.type === "text" && field.noteOn !== undefined;
}

/** The title of a field; null for the only field of a form without one, because the question says what it is. */
export function fieldTitle({ title, name }: QuestionField, fields: readonly QuestionField[]): string | null {
	const isOnly = fields.filter((field) => !isNote(field)).length === 1;
	return title ?? (isOnly ? null : name);
}

function valueText(field: QuestionField, value: AnswerValue, labels: Pick<Labels, "answerBoolean">): readonly string[] {
	if (typeof value === "boolean") return [labels.answerBoolean[`${value}`]];
	if (typeof value === "number") return [String(value)];
	const texts = typeof value === "string" ? [value] : value;
	if (!("options" in field)) return texts;
	return texts.map((text) => field.options.find((option) => option.value === text)?.title ?? text);
}

/** How a question ended, in a few words; empty while it waits. */
export function questionOutcome(
	{ request, state }: Pick<QuestionItem, "request" | "state">,
	labels: Pick<Labels, "questionAnswered" | "questionCancelled" | "questionCompleted">,
): string {
	switch (state.status) {
		case "pending":
			return "";
		case "answered": {
			const text = labels.questionAnswered(request.type === "url" ? "opened" : "answered", state.by.name);
			return state.completedAt === undefined ? text : `${text} · ${labels.questionCompleted}`;
		}
		case "declined":
			return labels.questionAnswered("declined", state.by.name);
		case "cancelled":
			return state.by
				? labels.questionAnswered("dismissed", state.by.name)
				: wordFor(labels.questionCancelled, state.reason);
	}
}

export const questionTexts: ItemTexts<QuestionItem> = {
	searchTexts(item, { labels }) {
		const { message, request, state } = item;
		const answers = answerTexts(item, labels).map(({ title, text }) => `${title ?? ""}\n${text}`);
		const person = "by" in state && state.by ? [state.by.name] : [];
		const page = request.type === "url" ? [request.url] : [];
		return [{ text: [message, ...page, ...answers, ...person].join("\n"), folds: [] }];
	},
	markdown(item, { labels }) {
		const answers = answerTexts(item, labels).map(({ title, text }) => (title === null ? text : `${title}: ${text}`));
		const page = item.request.type === "url" ? `<${item.request.url}>` : null;
		const outcome = questionOutcome(item, labels);
		return joinParagraphs([blockQuote(joinParagraphs([item.message, page])), [...answers, outcome].join("  \n")]);
	},
	isListEntry: false,
};
