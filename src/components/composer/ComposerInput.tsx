"use client";

import { type KeyboardEvent, type RefObject, useEffect, useId, useRef } from "react";
import { type CompletionListState, type ControlledField, useCompletions } from "../../react/composer/useCompletions.ts";
import { usePromptHistory } from "../../react/composer/usePromptHistory.ts";
import { isComposing } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";

interface CompletionListProps {
	/** The text field names the list by it. */
	readonly id: string;
	/** What there is to choose from, for assistive technology. */
	readonly label: string;
	readonly list: CompletionListState;
}

/** What there is to choose from, above the text field, which keeps the focus and points at one of them. */
function CompletionList({ id, label, list }: CompletionListProps) {
	const ref = useRef<HTMLDivElement>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the one pointed at is what the list scrolls to.
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
					// A press would take the focus out of the text field.
					onMouseDown={(event) => event.preventDefault()}
					// Not on entering: a list that scrolls by its keys moves under a pointer at rest.
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

/** Scrolls the list and nothing around it, which `scrollIntoView` would. */
function scrollToSelected(list: HTMLElement): void {
	const option = list.querySelector<HTMLElement>('[aria-selected="true"]');
	if (!option) return;
	const { offsetTop, offsetHeight } = option;
	list.scrollTop = Math.max(Math.min(list.scrollTop, offsetTop), offsetTop + offsetHeight - list.clientHeight);
}

/** What the text field points at. */
function optionId(listId: string, index: number): string {
	return `${listId}-${index}`;
}

/** Makes a text field as high as its text; the stylesheet says where that ends. */
function useAutosize(ref: RefObject<HTMLTextAreaElement | null>, value: string): void {
	// biome-ignore lint/correctness/useExhaustiveDependencies: the text is what the height follows.
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
	/** Sends to the turn that runs. */
	readonly onSteer: () => void;
	readonly placeholder: string;
	readonly invalid: boolean;
	/** The id of what is said about the text. */
	readonly noteId: string;
}

/**
 * A text field that grows with its text, completes slash commands and paths, and remembers what was sent. It stays a text field to
 * assistive technology, for one of many lines cannot be a combobox; the rest is that pattern.
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
