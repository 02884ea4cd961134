"use client";
import { useState } from "react";
import type { PromptItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useMovePrompt } from "../../react/useMovePrompt.ts";
import { useTurn } from "../../react/useTurn.ts";
import { Avatar } from "../avatar/Avatar.tsx";
import { ActionError } from "../fault/CommandFault.tsx";
import { useMoveFocusOnUnmount } from "../focus/useFocusHandedOn.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { LazyQueueTools } from "./LazyQueueTools.tsx";
import { WithdrawButton } from "./WithdrawButton.tsx";

interface QueuedPromptProps {
	readonly prompt: PromptItem;
	/** All that wait, next one first. */
	readonly waiting: readonly PromptItem[];
}

/** A prompt that waits, to be edited in place, moved and taken back by who wrote it, or owns the workspace. */
export function QueuedPrompt({ prompt, waiting }: QueuedPromptProps) {
	const labels = useLabels();
	const ref = useMoveFocusOnUnmount<HTMLLIElement>();
	const [edited, setEdited] = useState(false);
	const move = useMovePrompt(prompt, waiting);
	return (
		// Alt and an arrow move it, from any button in it.
		<li ref={ref} className="wsc-queued" onKeyDown={edited ? undefined : move.handleKeyDown}>
			<Avatar person={prompt.by} />
			<span className="wsc-hidden">{prompt.by.name}</span>
			{!edited && (
				<>
					<span className="wsc-queued-text" dir="auto">
						{revealDirectionOverrides(prompt.text || prompt.attachments.map(({ name }) => name).join(", "))}
					</span>
					<QueuedPromptBadges prompt={prompt} />
				</>
			)}
			<span className={edited ? "wsc-queued-edited" : "wsc-queued-tools"}>
				<LazyQueueTools prompt={prompt} move={move} isEditing={edited} onEditingChange={setEdited} />
				{!edited && (
					<>
						<WithdrawButton prompt={prompt} />
						<ActionError error={move.error} />
					</>
				)}
			</span>
			<span className="wsc-hidden" role="status">
				{move.hasMoved && labels.promptMoved(waiting.indexOf(prompt) + 1, waiting.length)}
			</span>
		</li>
	);
}

/** What is not plain about it: the turn stops for it after its step, or another person has changed it. */
function QueuedPromptBadges({ prompt: { preemption, editedBy } }: Pick<QueuedPromptProps, "prompt">) {
	const labels = useLabels();
	const turn = useTurn();
	const steers = preemption?.mode === "steer" && preemption.turnId === turn?.id && turn?.state === "running";
	return (
		<>
			{steers && <span className="wsc-badge">{labels.afterStep}</span>}
			{editedBy && <span className="wsc-badge">{labels.editedBy(editedBy.name)}</span>}
		</>
	);
}
