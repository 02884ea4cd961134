"use client";

import { type KeyboardEvent, type RefObject, useEffect, useId, useRef } from "react";
import { type CompletionListState, type ControlledField, useCompletions } from "../../react/composer/useCompletions.ts";
import { usePromptHistory } from "../../react/composer/usePromptHistory.ts";
import { isComposing } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";

interface CompletionListProps {
	/** Referenced by the text field. */
	readonly id: string;
	/** The name of the list for assistive technology. */
	readonly label: string;
	readonly list: CompletionListState;
}

/** The completions above the text field. The field keeps the focus and marks the active one. */
function CompletionList({ id, label, list }: CompletionListProps) {
	const ref = useRef<HTMLDivElement>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: scrolls to the active completion.
	useEffect(() => {
		if (ref.current) scrollToSelected(ref.current);
	}, [list.active]);
	return (
		<div ref={ref} id={id} role="listbox" className="wsc-slash-list" aria-label={label}>
			{list.completions.map((completion, index) => (
				<button
					key={completion.text}
					id={optionId(id, index)}
					type="button"
					role="option"
					tabIndex={-1}
					className="wsc-slash-command"
					aria-selected={completion === list.active}
					// A press would move the focus out of the text field.
					onMouseDown={(event) => event.preventDefault()}
					// Not on pointerenter: a list that is scrolled with the keys moves under a resting pointer.
					onPointerMove={() => list.setActive(completion)}
					onClick={() => list.accept(completion)}
				>
					<bdi className="wsc-slash-name" dir="ltr">
						{revealDirectionOverrides(completion.name)}
					</bdi>{" "}
					{revealDirectionOverrides(completion.description)}
				</button>
			))}
		</div>
	);
}

/** Unlike `scrollIntoView`, scrolls the list only. */
function scrollToSelected(list: HTMLElement): void {
	const option = list.querySelector<HTMLElement>('[aria-selected="true"]');
	if (!option) return;
	const { offsetTop, offsetHeight } = option;
	list.scrollTop = Math.max(Math.min(list.scrollTop, offsetTop), offsetTop + offsetHeight - list.clientHeight);
}

/** The id of a completion, for `aria-activedescendant`. */
function optionId(listId: string, index: number): string {
	return `${listId}-${index}`;
}

/** Makes a text field as high as its text, up to the limit in the stylesheet. */
function useAutosize(ref: RefObject<HTMLTextAreaElement | null>, value: string): void {
	// biome-ignore lint/correctness/useExhaustiveDependencies: the height depends on the text.
	useEffect(() => {
		const field = ref.current;
		if (!field) return;
		field.style.blockSize = "auto";
		field.style.blockSize = `${field.scrollHeight}px`;
	}, [ref, value]);
}

/** The key that sends. */
export type SubmitOn = "enter" | "mod-enter";

interface ComposerInputProps extends ControlledField {
	readonly submitOn: SubmitOn;
	readonly onSend: () => void;
	/** Sends the draft and steers the current turn. */
	readonly onSteer: () => void;
	readonly placeholder: string;
	readonly invalid: boolean;
	/** The id of the note about the text. */
	readonly noteId: string;
}

/**
 * A text field that grows with its text, completes slash commands and paths, and recalls earlier prompts. It follows
 * ARIA's combobox pattern except for the role: a field with several lines cannot be a combobox.
 */
export function ComposerInput(props: ComposerInputProps) {
	const { submitOn, value, onChange, onSend, onSteer, placeholder, invalid, noteId } = props;
	const labels = useLabels();
	const ref = useRef<HTMLTextAreaElement>(null);
	useAutosize(ref, value);
	const listId = useId();
	const list = useCompletions(ref, props);
	const recall = usePromptHistory(props);
	const handleKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
		if (isComposing(event)) return;
		const isUsed = list.handleKeyDown(event) || recall(event);
		const way = isUsed ? null : submitMode(event, submitOn);
		if (isUsed || way) event.preventDefault();
		if (way === "steer") onSteer();
		else if (way) onSend();
	};
	return (
		<>
			<textarea
				ref={ref}
				className="wsc-input"
				dir="auto"
				rows={1}
				value={value}
				placeholder={placeholder}
				aria-label={labels.composer}
				aria-invalid={invalid || undefined}
				aria-describedby={noteId}
				aria-autocomplete="list"
				aria-controls={list.active && listId}
				aria-activedescendant={list.active && optionId(listId, list.completions.indexOf(list.active))}
				onChange={(event) => {
					list.updateCaret(event.target);
					onChange(event.target.value);
				}}
				onSelect={(event) => list.updateCaret(event.currentTarget)}
				onKeyDown={handleKeyDown}
			/>
			{list.active && <CompletionList id={listId} label={labels[list.kind]} list={list} />}
		</>
	);
}

function submitMode({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent, submitOn: SubmitOn): "send" | "steer" | null {
	const hasMod = ctrlKey || metaKey;
	if (key !== "Enter") return null;
	if (submitOn === "enter") return shiftKey ? null : hasMod ? "steer" : "send";
	return hasMod ? (shiftKey ? "steer" : "send") : null;
}
