import { type PromptItem, type PromptWithdrawal, WITHDRAWAL_REASONS } from "../../../protocol/index.ts";
import type { Labels } from "../../../react/labels/Labels.ts";
import type { ItemTexts } from "../../item-kind/ItemKind.ts";
import {
	blockQuote,
	errorMarkdown,
	headingOf,
	inlineCode,
	joinParagraphs,
	placeMarkdown,
} from "../../item-kind/markdownText.ts";
import {
	errorSearchTexts,
	type SearchableText,
	type TranslateError,
	withPlainText,
} from "../../item-kind/searchText.ts";
import { findTurnWarning } from "./turnResult.ts";

/** A prompt as one text: what was typed, else the files or the notes that were sent without a text. */
export function promptSummary({
	text,
	attachments = [],
	notes = [],
}: Pick<PromptItem, "text" | "notes"> & { readonly attachments?: PromptItem["attachments"] | undefined }): string {
	return text || attachments.map(({ name }) => name).join(", ") || notes.map((note) => note.text).join(" ");
}

export const promptTexts: ItemTexts<PromptItem> = {
	searchTexts: (item, { translateError }) => {
		const { id, by, text, attachments, notes = [] } = item;
		const files = attachments.map(({ name }) => name);
		return [
			{ text: [by.name, ...files, ...notes.flatMap((note) => [note.by.name, note.text])].join("\n"), folds: [] },
			// A long prompt is a fold with the id of the item.
			{ text: withPlainText(text), folds: [id] },
			...turnEndSearchTexts(item, translateError),
		];
	},
	markdown: (item, { labels, dateTime }) =>
		joinParagraphs([
			headingOf([`## ${item.by.name}`, dateTime?.(item.createdAt)]),
			...(item.notes ?? []).map(({ by, about, text }) =>
				blockQuote(joinParagraphs([headingOf([`**${labels.noteBy(by.name)}**`, placeMarkdown(about)]), text])),
			),
			item.text,
			attachmentsMarkdown(item, labels),
			item.state === "withdrawn" ? `*${describeWithdrawal(item.withdrawal, labels)}*` : null,
		]),
	isListEntry: false,
};

function turnEndSearchTexts({ id, result }: PromptItem, translateError: TranslateError): readonly SearchableText[] {
	if (!result) return [];
	const texts: readonly SearchableText[] = [
		{ text: result.stoppedBy?.name ?? "", folds: [] },
		...(result.error ? errorSearchTexts(result.error, `${id}/error`, translateError) : []),
		{ text: result.files.map(({ path }) => path).join("\n"), folds: [`${id}/end`], isRedundant: true },
	];
	return texts.map((place) => ({ ...place, isTurnEnd: true as const }));
}

function attachmentsMarkdown({ attachments }: PromptItem, labels: Labels): string {
	if (attachments.length === 0) return "";
	return `*${labels.attachments}:* ${attachments.map(({ name }) => inlineCode(name)).join(", ")}`;
}

/** That a prompt was withdrawn, and why if its author did not do it. */
export function describeWithdrawal(withdrawal: PromptWithdrawal | undefined, labels: Labels): string {
	// A newer workspace may have other reasons.
	if (!withdrawal || !WITHDRAWAL_REASONS.includes(withdrawal.reason)) return labels.promptState.withdrawn;
	const { person, reason, explanation } = withdrawal;
	return labels.promptWithdrawn(person.name, reason, explanation?.replaceAll(/\s+/g, " ") ?? null);
}

/** How the turn of a prompt ended, as Markdown; empty if it ended normally or is not over. */
export function turnEndMarkdown({ state, result }: PromptItem, labels: Labels): string {
	if (!result) return state === "interrupted" ? `*${labels.promptState.interrupted}*` : "";
	const { error, stopReason, stoppedBy } = result;
	const warning = findTurnWarning(result, false);
	if (stopReason === "end_turn" && !error) return "";
	const end = stoppedBy ? labels.turnStopped(stoppedBy.name, null) : labels.turnEnd(stopReason);
	return joinParagraphs([
		`*${end}*`,
		error && errorMarkdown(error, labels),
		warning && errorMarkdown(labels.turnWarning[warning], labels),
	]);
}
