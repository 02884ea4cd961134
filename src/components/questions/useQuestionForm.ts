"use client";

import { useEffect, useRef, useState } from "react";
import { browserTabStorage } from "../../core/platform/browser.ts";
import type { AnswerValue, QuestionAnswer, QuestionField, QuestionItem } from "../../protocol/index.ts";
import { isRecord } from "../../protocol/isRecord.ts";
import { useWorkspaceStore } from "../../react/store.tsx";
import { type AnswerProblem, type FieldProblem, findAnswerProblems, toAnswer } from "../../rules/answers.ts";

/** What a field of the screen holds: numbers and dates are texts while they are typed. */
export type FieldInput = string | boolean | readonly string[];

type Inputs = Readonly<Record<string, FieldInput>>;

function initialInput(field: QuestionField): FieldInput {
	switch (field.type) {
		case "boolean":
			return field.default ?? false;
		case "choices":
			return field.default ?? [];
		case "number":
			return field.default === undefined ? "" : String(field.default);
		case "text":
			return field.format === "date-time" ? toLocalTime(field.default ?? "") : (field.default ?? "");
		case "choice":
			return field.default ?? "";
	}
}

/** What the agent gets for an input. What cannot be read stays a text, which the field then does not take. */
function toValue(field: QuestionField, input: FieldInput): AnswerValue {
	if (typeof input !== "string") return input;
	if (field.type === "number") return toNumber(input);
	return field.type === "text" && field.format === "date-time" ? toTimestamp(input) : input;
}

/** "1,5" is how many people write 1.5. */
function toNumber(input: string): AnswerValue {
	const text = input.trim().replace(/^([-+]?\d+),(\d+)$/, "$1.$2");
	const number = Number(text);
	return text === "" || Number.isNaN(number) ? text : number;
}

/** A time of day is by the person's clock, and the agent may be elsewhere. */
function toTimestamp(input: string): string {
	const time = new Date(input);
	return input === "" || Number.isNaN(time.getTime()) ? input : time.toISOString();
}

/** As a field for date and time takes it; empty for what is no time. */
function toLocalTime(timestamp: string): string {
	const time = new Date(timestamp);
	if (timestamp === "" || Number.isNaN(time.getTime())) return "";
	return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const draftKey = (workspaceId: string, questionId: string) =>
	`workspace-chat:answer:${encodeURIComponent(workspaceId)}:${questionId}`;

/** What was typed before a reload; nothing when there is nothing, or no storage. */
function loadDraft(key: string, fields: readonly QuestionField[]): Inputs {
	try {
		const stored: unknown = JSON.parse(browserTabStorage()?.getItem(key) ?? "null");
		if (!isRecord(stored)) return {};
		const kept = fields.filter((field) => isInputOf(field, stored[field.name]));
		return Object.fromEntries(kept.map(({ name }) => [name, stored[name] as FieldInput]));
	} catch {
		return {};
	}
}

function isInputOf(field: QuestionField, input: unknown): boolean {
	const expected = initialInput(field);
	return Array.isArray(expected)
		? Array.isArray(input) && input.every((value) => typeof value === "string")
		: typeof input === typeof expected;
}

function saveDraft(key: string, inputs: Inputs | null): void {
	try {
		if (inputs) browserTabStorage()?.setItem(key, JSON.stringify(inputs));
		else browserTabStorage()?.removeItem(key);
	} catch {
		// Without storage a reload loses what was typed.
	}
}

/** A form that is being filled in. */
export interface QuestionFormState {
	readonly inputOf: (field: QuestionField) => FieldInput;
	readonly setInput: (field: QuestionField, input: FieldInput) => void;
	/** What is wrong with a field, once the person has tried to send the form; null if nothing is. */
	readonly problemOf: (field: QuestionField) => AnswerProblem | null;
	/** The answer; null if a field does not take what it holds. The fields then say so, and `onInvalid` gets the first. */
	readonly submit: (onInvalid: (problem: FieldProblem) => void) => QuestionAnswer | null;
}

/** The inputs of a form. They survive a reload in the same tab, until the question has ended. */
export function useQuestionForm({ id }: QuestionItem, fields: readonly QuestionField[]): QuestionFormState {
	const store = useWorkspaceStore();
	const key = draftKey(store.get().workspaceId, id);
	const [inputs, setInputs] = useState<Inputs>(() => loadDraft(key, fields));
	const [isChecked, setChecked] = useState(false);
	const isPending = useRef(true);
	useEffect(() => {
		isPending.current = true;
		return () => {
			// It is also unmounted when another question is selected.
			isPending.current = store.get().questions.some((question) => question.id === id);
			if (!isPending.current) saveDraft(key, null);
		};
	}, [store, id, key]);
	const inputOf = (field: QuestionField) => inputs[field.name] ?? initialInput(field);
	const values = Object.fromEntries(fields.map((field) => [field.name, toValue(field, inputOf(field))]));
	const problems = findAnswerProblems(fields, values);
	return {
		inputOf,
		setInput(field, input) {
			const next = { ...inputs, [field.name]: input };
			setInputs(next);
			saveDraft(key, next);
		},
		problemOf: ({ name }) => (isChecked && problems.find((problem) => problem.name === name)?.problem) || null,
		submit(onInvalid) {
			setChecked(true);
			const [first] = problems;
			if (!first) return toAnswer(fields, values);
			onInvalid(first);
			return null;
		},
	};
}
