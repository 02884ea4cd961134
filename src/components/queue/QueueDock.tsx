"use client";

import { useState } from "react";
import type { PromptItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useQueue, useTurn } from "../../react/state.ts";
import { useWorkspaceSelector } from "../../react/store.tsx";
import { useMovePrompt } from "../../react/useMovePrompt.ts";
import { selectStartingPrompt, WithdrawButton } from "../items/prompt/PendingPrompt.tsx";
import { Avatar } from "../primitives/Avatar.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { createLazyPart } from "../primitives/lazyPart.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import type { QueueToolsProps } from "./QueueTools.tsx";

const NoTools = (_: QueueToolsProps) => null;

/** `<QueueTools>`, fetched when a prompt first waits. Until then, and where that fails, a prompt can only be taken back. */
export const LazyQueueTools = createLazyPart(async () => (await import("./QueueTools.tsx")).QueueTools, NoTools);

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

export interface QueueDockProps {
	readonly className?: string | undefined;
}

/**
 * The prompts that wait for the turn before them, next one first, to be edited, moved (Alt+↑, Alt+↓) and taken back. One that only waits for the agent is in the
 * timeline.
 */
export function QueueDock({ className }: QueueDockProps) {
	const labels = useLabels();
	const queue = useQueue();
	const starting = useWorkspaceSelector(selectStartingPrompt);
	const waiting = queue.filter((prompt) => prompt !== starting);
	if (waiting.length === 0) return null;
	return (
		<section className={partClassName("wsc-queue", className)} aria-label={labels.queue(waiting.length)}>
			<h3 className="wsc-queue-title">{labels.queue(waiting.length)}</h3>
			<ol className="wsc-queue-list">
				{waiting.map((prompt) => (
					<QueuedPrompt key={prompt.id} prompt={prompt} waiting={waiting} />
				))}
			</ol>
		</section>
	);
}
