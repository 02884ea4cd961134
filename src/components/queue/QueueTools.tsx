"use client";

import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import type { PromptItem } from "../../protocol/index.ts";
import { hasModifier, isComposing } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useSelf } from "../../react/state.ts";
import { useEditPrompt } from "../../react/useEditPrompt.ts";
import type { MovePromptState } from "../../react/useMovePrompt.ts";
import { Button } from "../primitives/Button.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { Icon } from "../primitives/Icon.tsx";

interface QueuedPromptEditorProps {
	readonly prompt: PromptItem;
	readonly onClose: () => void;
}

/**
 * The text of a prompt that waits, to be changed: Enter saves it, Escape leaves it as it was. When its turn comes
 * meanwhile, what was typed goes to the composer.
 */
export function QueuedPromptEditor({ prompt, onClose }: QueuedPromptEditorProps) {
	const labels = useLabels();
	const edited = useEditPrompt(prompt, onClose);
	const field = useRef<HTMLTextAreaElement>(null);
	useEffect(() => {
		field.current?.focus({ preventScroll: true });
		field.current?.select();
		// The field alone could leave its row half in the list.
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
		<div className="wsc-queued-edit">
			<textarea
				ref={field}
				className="wsc-queued-field"
				dir="auto"
				rows={1}
				value={edited.text}
				readOnly={!edited.isLoaded}
				aria-label={labels.editPrompt(revealDirectionOverrides(prompt.text.slice(0, 60)))}
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

export interface QueueToolsProps {
	readonly prompt: PromptItem;
	readonly move: MovePromptState;
	/** Its text is being changed. */
	readonly isEditing: boolean;
	readonly onEditingChange: (edited: boolean) => void;
}

/** What changes a prompt that waits: its place, and its text, for which there is a field while it is edited. */
export function QueueTools({ prompt, move, isEditing, onEditingChange }: QueueToolsProps) {
	const labels = useLabels();
	const mayEdit = useSelf()?.allowedActions.includes("editPrompt") ?? false;
	const editButton = useRef<HTMLButtonElement>(null);
	const wasEdited = useRef(false);
	useLayoutEffect(() => {
		if (wasEdited.current && !isEditing) editButton.current?.focus({ preventScroll: true });
		wasEdited.current = isEditing;
	}, [isEditing]);
	if (isEditing) return <QueuedPromptEditor prompt={prompt} onClose={() => onEditingChange(false)} />;

	const text = revealDirectionOverrides(prompt.text.slice(0, 60));
	const renderMove = (step: -1 | 1, icon: "send" | "latest", label: string) => (
		<Button
			variant="quiet"
			aria-label={labels.movePrompt(label, text)}
			aria-keyshortcuts={step < 0 ? "Alt+ArrowUp" : "Alt+ArrowDown"}
			title={label}
			aria-disabled={!move.canMove(step) || undefined}
			onClick={() => move.move(step)}
		>
			<Icon name={icon} />
		</Button>
	);
	return (
		<>
			{move.isMovable && renderMove(-1, "send", labels.moveUp)}
			{move.isMovable && renderMove(1, "latest", labels.moveDown)}
			{move.canChange && mayEdit && (
				<Button
					ref={editButton}
					variant="quiet"
					aria-label={labels.editPrompt(text)}
					title={labels.edit}
					onClick={() => onEditingChange(true)}
				>
					<Icon name="edit" />
				</Button>
			)}
		</>
	);
}
