"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import type { PromptItem } from "../../protocol/index.ts";
import { hasModifier, isComposing } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useEditPrompt } from "../../react/useEditPrompt.ts";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { useReturnFocus } from "../primitives/focus.ts";
import { quoteText } from "../primitives/hiddenText.ts";

interface QueuedPromptEditorProps {
	readonly prompt: PromptItem;
	readonly onClose: () => void;
}

/**
 * Edits the text of a queued prompt: Enter saves, Escape cancels. If the prompt starts meanwhile, the edited text moves
 * to the composer. When it closes, the focus is on the button that has opened it again: its row has that as `data-tool`.
 */
export function QueuedPromptEditor({ prompt, onClose }: QueuedPromptEditorProps) {
	const labels = useLabels();
	const edited = useEditPrompt(prompt, onClose);
	const form = useReturnFocus<HTMLDivElement>([".wsc-queued", "button[data-tool=edit]"]);
	const field = useRef<HTMLTextAreaElement>(null);
	useEffect(() => {
		field.current?.focus({ preventScroll: true });
		field.current?.select();
		// Scrolling to the field alone could leave its row half outside the list.
		field.current?.closest("li")?.scrollIntoView?.({ block: "nearest" });
	}, []);
	const handleKeyDown = (event: KeyboardEvent) => {
		if (isComposing(event) || hasModifier(event)) return;
		if (event.key !== "Enter" && event.key !== "Escape") return;
		event.preventDefault();
		event.stopPropagation();
		if (event.key === "Enter") edited.save();
		else edited.cancel();
	};
	return (
		<div ref={form} className="wsc-queued-edit">
			<textarea
				ref={field}
				className="wsc-queued-field"
				dir="auto"
				rows={1}
				value={edited.text}
				readOnly={!edited.isLoaded}
				aria-label={labels.editPrompt(quoteText(prompt.text))}
				aria-busy={edited.pending || !edited.isLoaded || undefined}
				onChange={(event) => edited.setText(event.target.value)}
				onKeyDown={handleKeyDown}
			/>
			<button type="button" className="wsc-link" onClick={edited.save}>
				{labels.save}
			</button>
			<button type="button" className="wsc-link" onClick={edited.cancel}>
				{labels.cancel}
			</button>
			<ActionError error={edited.error} />
		</div>
	);
}
