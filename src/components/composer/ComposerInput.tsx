"use client";
import { type KeyboardEvent, useRef } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useGrowingHeight } from "./useGrowingHeight.ts";

interface ComposerInputProps {
	readonly value: string;
	readonly onChange: (value: string) => void;
	readonly onSend: () => void;
	readonly placeholder: string;
	readonly invalid: boolean;
	/** The id of what is said about the text. */
	readonly noteId: string;
}

/** A text field that grows with its text. */
export function ComposerInput({ value, onChange, onSend, placeholder, invalid, noteId }: ComposerInputProps) {
	const labels = useLabels();
	const ref = useRef<HTMLTextAreaElement>(null);
	useGrowingHeight(ref, value);
	const handleKeyDown = (event: KeyboardEvent) => {
		if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
		event.preventDefault();
		onSend();
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

/** Whether Enter chooses a word of an input method. Safari ends the composition before the key: only 229 tells there. */
function isComposing(event: KeyboardEvent): boolean {
	return event.nativeEvent.isComposing || event.keyCode === 229;
}
