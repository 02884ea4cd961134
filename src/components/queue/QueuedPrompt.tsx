"use client";
import { useState } from "react";
import type { PromptItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useMovePrompt } from "../../react/useMovePrompt.ts";
import { useTurn } from "../../react/useTurn.ts";
import { Avatar } from "../avatar/Avatar.tsx";
import { CommandFault } from "../fault/CommandFault.tsx";
import { useFocusHandedOn } from "../focus/useFocusHandedOn.ts";
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
	const ref = useFocusHandedOn<HTMLLIElement>();
	const [edited, setEdited] = useState(false);
	const move = useMovePrompt(prompt, waiting);
	return (
		// Alt and an arrow move it, from any button in it.
		<li ref={ref} className="wsc-queued" onKeyDown={edited ? undefined : move.handleKey}>
			<Avatar person={prompt.by} />
			<span className="wsc-hidden">{prompt.by.name}</span>
			{!edited && (
				<>
					<span className="wsc-queued-text" dir="auto">
						{revealDirectionOverrides(prompt.text || prompt.attachments.map(({ name }) => name).join(", "))}
					</span>
					<QueuedMarks prompt={prompt} />
				</>
			)}
			<span className={edited ? "wsc-queued-edited" : "wsc-queued-tools"}>
				<LazyQueueTools prompt={prompt} move={move} edited={edited} onEdited={setEdited} />
				{!edited && (
					<>
						<WithdrawButton prompt={prompt} />
						<CommandFault fault={move.error} />
					</>
				)}
			</span>
			<span className="wsc-hidden" role="status">
				{move.moved && labels.promptMoved(waiting.indexOf(prompt) + 1, waiting.length)}
			</span>
		</li>
	);
}

/** What is not plain about it: the turn stops for it after its step, or another person has changed it. */
function QueuedMarks({ prompt: { steering, editedBy } }: Pick<QueuedPromptProps, "prompt">) {
	const labels = useLabels();
	const turn = useTurn();
	const steers = steering?.how === "steer" && steering.turnId === turn?.id && turn?.state === "running";
	return (
		<>
			{steers && <span className="wsc-badge">{labels.afterStep}</span>}
			{editedBy && <span className="wsc-badge">{labels.editedBy(editedBy.name)}</span>}
		</>
	);
}
