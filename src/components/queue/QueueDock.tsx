"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useQueue } from "../../react/useQueue.ts";
import { partClass } from "../part/partClass.ts";
import { QueuedPrompt } from "./QueuedPrompt.tsx";

export interface QueueDockProps {
	readonly className?: string | undefined;
}

/** The prompts that wait for their turn, next one first. */
export function QueueDock({ className }: QueueDockProps) {
	const labels = useLabels();
	const queue = useQueue();
	if (queue.length === 0) return null;
	return (
		<section className={partClass("wsc-queue", className)} aria-label={labels.queue(queue.length)}>
			<h3 className="wsc-queue-title">{labels.queue(queue.length)}</h3>
			<ol className="wsc-queue-list">
				{queue.map((prompt) => (
					<QueuedPrompt key={prompt.id} prompt={prompt} />
				))}
			</ol>
		</section>
	);
}
