"use client";
import type { RefObject } from "react";
import type { PromptItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import type { MovePromptState } from "../../react/useMovePrompt.ts";
import { useYou } from "../../react/useYou.ts";
import { Button } from "../button/Button.tsx";
import { CommandFault } from "../fault/CommandFault.tsx";
import { Icon } from "../icon/Icon.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { WithdrawButton } from "./WithdrawButton.tsx";

interface QueueToolsProps {
	readonly prompt: PromptItem;
	readonly move: MovePromptState;
	/** The button that edits. */
	readonly editRef: RefObject<HTMLButtonElement | null>;
	readonly onEdit: () => void;
}

/** What can be done to a prompt that waits. */
export function QueueTools({ prompt, move, editRef, onEdit }: QueueToolsProps) {
	const labels = useLabels();
	const mayEdit = useYou()?.allowed.includes("edit") ?? false;
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
		<span className="wsc-queued-tools">
			{move.allowed && renderMove(-1, "send", labels.moveUp)}
			{move.allowed && renderMove(1, "latest", labels.moveDown)}
			{move.own && mayEdit && (
				<Button ref={editRef} look="quiet" aria-label={labels.editPrompt(text)} title={labels.edit} onClick={onEdit}>
					<Icon name="edit" />
				</Button>
			)}
			<WithdrawButton prompt={prompt} />
			<CommandFault fault={move.error} />
		</span>
	);
}
