"use client";
import { useLayoutEffect, useRef } from "react";
import type { PromptItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import type { MovePromptState } from "../../react/useMovePrompt.ts";
import { useYou } from "../../react/useYou.ts";
import { Button } from "../button/Button.tsx";
import { Icon } from "../icon/Icon.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { EditPrompt } from "./EditPrompt.tsx";

export interface QueueToolsProps {
	readonly prompt: PromptItem;
	readonly move: MovePromptState;
	/** Its text is being changed. */
	readonly edited: boolean;
	readonly onEdited: (edited: boolean) => void;
}

/** What changes a prompt that waits: its place, and its text, for which there is a field while it is edited. */
export function QueueTools({ prompt, move, edited, onEdited }: QueueToolsProps) {
	const labels = useLabels();
	const mayEdit = useYou()?.allowed.includes("edit") ?? false;
	const editButton = useRef<HTMLButtonElement>(null);
	const wasEdited = useRef(false);
	useLayoutEffect(() => {
		if (wasEdited.current && !edited) editButton.current?.focus({ preventScroll: true });
		wasEdited.current = edited;
	}, [edited]);
	if (edited) return <EditPrompt prompt={prompt} onClose={() => onEdited(false)} />;

	const text = revealDirectionOverrides(prompt.text.slice(0, 60));
	const renderMove = (step: -1 | 1, icon: "send" | "latest", label: string) => (
		<Button
			look="quiet"
			aria-label={labels.movePrompt(label, text)}
			aria-keyshortcuts={step < 0 ? "Alt+ArrowUp" : "Alt+ArrowDown"}
			title={label}
			aria-disabled={!move.can(step) || undefined}
			onClick={() => move.by(step)}
		>
			<Icon name={icon} />
		</Button>
	);
	return (
		<>
			{move.allowed && renderMove(-1, "send", labels.moveUp)}
			{move.allowed && renderMove(1, "latest", labels.moveDown)}
			{move.own && mayEdit && (
				<Button
					ref={editButton}
					look="quiet"
					aria-label={labels.editPrompt(text)}
					title={labels.edit}
					onClick={() => onEdited(true)}
				>
					<Icon name="edit" />
				</Button>
			)}
		</>
	);
}
