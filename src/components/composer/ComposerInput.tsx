"use client";
import { type KeyboardEvent, useRef } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useGrowingHeight } from "./useGrowingHeight.ts";
import { usePromptHistory } from "./usePromptHistory.ts";

interface ComposerInputProps {
	readonly value: string;
	readonly onChange: (value: string) => void;
	readonly onSend: () => void;
	readonly placeholder: string;
	readonly invalid: boolean;
	/** The id of what is said about the text. */
	readonly noteId: string;
}

/** A text field that grows with its text, and remembers what was sent. */
export function ComposerInput({ value, onChange, onSend, placeholder, invalid, noteId }: ComposerInputProps) {
	const labels = useLabels();
	const ref = useRef<HTMLTextAreaElement>(null);
	useGrowingHeight(ref, value);
	const recall = usePromptHistory(value, onChange);
	const handleKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
		if (isComposing(event)) return;
		const isUsed = recall(event);
		const isSend = !isUsed && event.key === "Enter" && !event.shiftKey;
		if (isUsed || isSend) event.preventDefault();
		if (isSend) onSend();
	};
	return (
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
			onChange={(event) => onChange(event.target.value)}
			onKeyDown={handleKeyDown}
		/>
	);
}

/** Whether a key belongs to an input method, as Enter does that chooses a word. Safari ends the composition before the key: only 229 tells there. */
function isComposing(event: KeyboardEvent): boolean {
	return event.nativeEvent.isComposing || event.keyCode === 229;
}
