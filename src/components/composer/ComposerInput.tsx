"use client";
import { type KeyboardEvent, useId, useRef } from "react";
import type { ControlledField } from "../../react/composer/editedField.ts";
import { useCompletions } from "../../react/composer/useCompletions.ts";
import { usePromptHistory } from "../../react/composer/usePromptHistory.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { isComposing } from "../key/isComposing.ts";
import { CompletionList, optionId } from "./CompletionList.tsx";
import { useAutosize } from "./useGrowingHeight.ts";

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
