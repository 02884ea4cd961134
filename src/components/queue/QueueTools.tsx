"use client";
import { useLayoutEffect, useRef } from "react";
import type { PromptItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import type { MovePromptState } from "../../react/useMovePrompt.ts";
import { useSelf } from "../../react/useYou.ts";
import { Button } from "../button/Button.tsx";
import { Icon } from "../icon/Icon.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { QueuedPromptEditor } from "./EditPrompt.tsx";

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
