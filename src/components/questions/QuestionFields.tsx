"use client";

import { type KeyboardEvent, type ReactNode, useId } from "react";
import type { QuestionField, QuestionOption } from "../../protocol/index.ts";
import { hasModifier, isComposing } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { fieldTitle } from "../items/question/questionTexts.ts";
import { revealCharacters, revealInProse } from "../primitives/hiddenText.ts";
import type { QuestionFormState } from "./useQuestionForm.ts";

type FieldOf<Type extends QuestionField["type"]> = Extract<QuestionField, { type: Type }>;

/** More options without a description are shown as a list to choose from. */
const MAX_SHOWN_OPTIONS = 8;

interface FieldProps<Field extends QuestionField = QuestionField> {
	readonly field: Field;
	/** All fields of the form. */
	readonly fields: readonly QuestionField[];
	readonly form: QuestionFormState;
	/** The text of the question, for a field without a title. */
	readonly message: string;
	readonly isDisabled: boolean;
}

interface FieldIds {
	readonly input: string;
	readonly description: string;
	readonly problem: string;
}

/** The ids by which an input names what describes it. */
function useFieldIds(): FieldIds {
	const id = useId();
	return { input: id, description: `${id}-description`, problem: `${id}-problem` };
}

/** What all inputs of a field have in common for assistive technology. */
function describeInput({ field, form }: FieldProps, ids: FieldIds) {
	const problem = form.problemOf(field);
	const described = [field.description === undefined ? [] : ids.description, problem ? ids.problem : []].flat();
	return {
		"aria-invalid": problem ? true : undefined,
		"aria-describedby": described.length > 0 ? described.join(" ") : undefined,
	};
}

/** The title of a field and whether it may stay empty. */
function FieldTitle({ field, fields }: Pick<FieldProps, "field" | "fields">) {
	const labels = useLabels();
	const title = fieldTitle(field, fields);
	return (
		<>
			{title !== null && <bdi className="wsc-question-title">{revealInProse(title)}</bdi>}
			{!field.required && field.type !== "boolean" && (
				<span className="wsc-question-optional">{`${title === null ? "" : " "}${labels.questionOptional}`}</span>
			)}
		</>
	);
}

/** What the agent says about a field, and what is wrong with its input. */
function FieldNotes({ field, form, ids }: Pick<FieldProps, "field" | "form"> & { readonly ids: FieldIds }) {
	const labels = useLabels();
	const problem = form.problemOf(field);
	return (
		<>
			{field.description !== undefined && (
				<p id={ids.description} className="wsc-question-description" dir="auto">
					{revealInProse(field.description)}
				</p>
			)}
			{problem && (
				<p id={ids.problem} className="wsc-question-problem">
					{labels.answerProblem(problem)}
				</p>
			)}
		</>
	);
}

/** Enter sends the form, as in the composer; with Shift it is a new line. */
function handleEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
	if (event.key !== "Enter" || event.shiftKey || event.altKey || isComposing(event)) return;
	event.preventDefault();
	if (!event.repeat) event.currentTarget.form?.requestSubmit();
}

const INPUT_TYPES = { email: "email", uri: "url", date: "date", "date-time": "datetime-local" } as const;

interface TextInputProps {
	readonly props: FieldProps<FieldOf<"text">>;
	readonly ids: FieldIds;
	readonly placeholder?: string | undefined;
	readonly label?: string | undefined;
}

function TextInput({ props, ids, placeholder, label }: TextInputProps) {
	const { field, form, isDisabled } = props;
	const common = {
		id: ids.input,
		name: field.name,
		className: "wsc-question-input",
		dir: "auto",
		value: String(form.inputOf(field)),
		disabled: isDisabled,
		placeholder,
		"aria-label": label,
		"aria-required": field.required || undefined,
		...describeInput(props, ids),
	};
	if (field.format !== undefined && field.format in INPUT_TYPES) {
		return (
			<input
				{...common}
				type={INPUT_TYPES[field.format]}
				autoComplete="off"
				onChange={(event) => form.setInput(field, event.target.value)}
			/>
		);
	}
	return (
		<textarea
			{...common}
			rows={1}
			onKeyDown={handleEnter}
			onChange={(event) => form.setInput(field, event.target.value)}
		/>
	);
}

interface LabelledFieldProps extends Pick<FieldProps, "field" | "fields" | "form"> {
	readonly ids: FieldIds;
	/** Its input, and what follows it. */
	readonly children: ReactNode;
}

/** A field with its title above its input. */
function LabelledField({ field, fields, form, ids, children }: LabelledFieldProps) {
	return (
		<div className="wsc-question-field">
			<label htmlFor={ids.input} className="wsc-question-label">
				<FieldTitle field={field} fields={fields} />
			</label>
			<FieldNotes field={field} form={form} ids={ids} />
			{children}
		</div>
	);
}

function TextField(props: FieldProps<FieldOf<"text">>) {
	const { field, fields, form, message } = props;
	const labels = useLabels();
	const ids = useFieldIds();
	return (
		<LabelledField field={field} fields={fields} form={form} ids={ids}>
			<TextInput props={props} ids={ids} label={fieldTitle(field, fields) === null ? message : undefined} />
			{field.pattern !== undefined && (
				<p className="wsc-question-description" translate="no">
					{revealCharacters(labels.questionPattern(field.pattern))}
				</p>
			)}
		</LabelledField>
	);
}

/** The field for an answer that is no option, below the options of the choice that it belongs to. */
function NoteField(props: FieldProps<FieldOf<"text">>) {
	const { field, form } = props;
	const ids = useFieldIds();
	const title = revealCharacters(field.title ?? field.name);
	return (
		<div className="wsc-question-note">
			<TextInput props={props} ids={ids} placeholder={`${title}…`} label={title} />
			<FieldNotes field={field} form={form} ids={ids} />
		</div>
	);
}

function NumberField(props: FieldProps<FieldOf<"number">>) {
	const { field, fields, form, isDisabled, message } = props;
	const ids = useFieldIds();
	return (
		<LabelledField field={field} fields={fields} form={form} ids={ids}>
			<input
				id={ids.input}
				name={field.name}
				className="wsc-question-input"
				data-type="number"
				type="text"
				inputMode={field.integer ? "numeric" : "decimal"}
				autoComplete="off"
				value={String(form.inputOf(field))}
				disabled={isDisabled}
				aria-label={fieldTitle(field, fields) === null ? message : undefined}
				aria-required={field.required || undefined}
				{...describeInput(props, ids)}
				onChange={(event) => form.setInput(field, event.target.value)}
			/>
		</LabelledField>
	);
}

function BooleanField(props: FieldProps<FieldOf<"boolean">>) {
	const { field, fields, form, isDisabled, message } = props;
	const ids = useFieldIds();
	return (
		<div className="wsc-question-field">
			<label className="wsc-question-option">
				<input
					type="checkbox"
					id={ids.input}
					name={field.name}
					className="wsc-question-mark"
					checked={form.inputOf(field) === true}
					disabled={isDisabled}
					{...describeInput(props, ids)}
					onChange={(event) => form.setInput(field, event.target.checked)}
				/>
				<bdi>{revealInProse(fieldTitle(field, fields) ?? message)}</bdi>
			</label>
			<FieldNotes field={field} form={form} ids={ids} />
		</div>
	);
}

interface OptionProps {
	readonly option: QuestionOption;
	readonly children: ReactNode;
}

/** An option with what it means. */
function Option({ option, children }: OptionProps) {
	const id = useId();
	return (
		<div className="wsc-question-choice">
			{/* biome-ignore lint/a11y/noLabelWithoutControl: its input is among the children. */}
			<label className="wsc-question-option">
				{children}
				<bdi>{revealInProse(option.title)}</bdi>
			</label>
			{option.description !== undefined && (
				<p id={id} className="wsc-question-description" dir="auto">
					{revealInProse(option.description)}
				</p>
			)}
		</div>
	);
}

function NotesOf(props: FieldProps<FieldOf<"choice" | "choices">>) {
	const { field, fields } = props;
	const notes = fields.filter((other) => other.type === "text" && other.noteOn === field.name);
	return notes.map((note) => note.type === "text" && <NoteField key={note.name} {...props} field={note} />);
}

function ClearButton({ field, form, isDisabled }: FieldProps<FieldOf<"choice" | "choices">>) {
	const labels = useLabels();
	if (field.required || isDisabled || form.inputOf(field).toString() === "") return null;
	return (
		<button
			type="button"
			className="wsc-link wsc-question-clear"
			onClick={() => form.setInput(field, field.type === "choice" ? "" : [])}
		>
			{labels.questionClear}
		</button>
	);
}

interface GroupProps {
	readonly props: FieldProps<FieldOf<"choice" | "choices">>;
	readonly children: ReactNode;
}

/** The options of a field, under its title. */
function OptionGroup({ props, children }: GroupProps) {
	const { field, fields, form, message } = props;
	const ids = useFieldIds();
	const title = fieldTitle(field, fields);
	return (
		<fieldset
			className="wsc-question-field"
			role={field.type === "choice" ? "radiogroup" : undefined}
			aria-label={title === null ? message : undefined}
			aria-describedby={describeInput(props, ids)["aria-describedby"]}
		>
			<legend className="wsc-question-label">
				<FieldTitle field={field} fields={fields} />
			</legend>
			<FieldNotes field={field} form={form} ids={ids} />
			<div className="wsc-question-options">
				{children}
				<NotesOf {...props} />
			</div>
			<ClearButton {...props} />
		</fieldset>
	);
}

function ChoiceField(props: FieldProps<FieldOf<"choice">>) {
	const { field, form, isDisabled } = props;
	const labels = useLabels();
	const id = useId();
	const input = form.inputOf(field);
	const isList = field.options.length > MAX_SHOWN_OPTIONS && field.options.every((option) => !option.description);
	if (isList) {
		return (
			<OptionGroup props={props}>
				<select
					className="wsc-question-input"
					name={field.name}
					aria-label={revealCharacters(field.title ?? field.name)}
					value={String(input)}
					disabled={isDisabled}
					onChange={(event) => form.setInput(field, event.target.value)}
				>
					<option value="">{labels.questionChoose}</option>
					{field.options.map(({ value, title }) => (
						<option key={value} value={value}>
							{revealCharacters(title)}
						</option>
					))}
				</select>
			</OptionGroup>
		);
	}
	return (
		<OptionGroup props={props}>
			{field.options.map((option) => (
				<Option key={option.value} option={option}>
					<input
						type="radio"
						name={`${id}-${field.name}`}
						className="wsc-question-mark"
						data-type="radio"
						checked={input === option.value}
						disabled={isDisabled}
						onKeyDown={submitOnEnter}
						onChange={() => form.setInput(field, option.value)}
					/>
				</Option>
			))}
		</OptionGroup>
	);
}

function ChoicesField(props: FieldProps<FieldOf<"choices">>) {
	const { field, form, isDisabled } = props;
	const input = form.inputOf(field);
	const chosen: readonly string[] = Array.isArray(input) ? input : [];
	const toggle = (value: string, isChosen: boolean) => {
		const isKept = (other: string) => (other === value ? isChosen : chosen.includes(other));
		// In the order of the options, whatever the order of the clicks.
		form.setInput(field, field.options.map((option) => option.value).filter(isKept));
	};
	return (
		<OptionGroup props={props}>
			{field.options.map((option) => (
				<Option key={option.value} option={option}>
					<input
						type="checkbox"
						name={field.name}
						className="wsc-question-mark"
						checked={chosen.includes(option.value)}
						disabled={isDisabled}
						onKeyDown={submitOnEnter}
						onChange={(event) => toggle(option.value, event.target.checked)}
					/>
				</Option>
			))}
		</OptionGroup>
	);
}

/** Not every browser sends a form by Enter on an option. */
function submitOnEnter(event: KeyboardEvent<HTMLInputElement>): void {
	if (event.key !== "Enter" || hasModifier(event)) return;
	event.preventDefault();
	if (!event.repeat) event.currentTarget.form?.requestSubmit();
}

/** One field of a form, by its type. A note is shown with its choice. */
export function QuestionFieldView(props: FieldProps) {
	const { field } = props;
	switch (field.type) {
		case "text":
			return field.noteOn === undefined ? <TextField {...props} field={field} /> : null;
		case "number":
			return <NumberField {...props} field={field} />;
		case "boolean":
			return <BooleanField {...props} field={field} />;
		case "choice":
			return <ChoiceField {...props} field={field} />;
		case "choices":
			return <ChoicesField {...props} field={field} />;
	}
}
