"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useQueue } from "../../react/useQueue.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { partClassName } from "../part/partClass.ts";
import { QueuedPrompt } from "./QueuedPrompt.tsx";
import { selectStartingPrompt } from "./selectStartingPrompt.ts";

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
