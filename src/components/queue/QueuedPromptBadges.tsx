"use client";

import type { PromptItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useTurn } from "../../react/state.ts";

interface QueuedPromptBadgesProps {
	readonly prompt: PromptItem;
}

/** Says that the prompt steers the current turn, waits for a person, or that another person edited it. */
export function QueuedPromptBadges({ prompt: { preemption, editedBy, suspended } }: QueuedPromptBadgesProps) {
	const labels = useLabels();
	const turn = useTurn();
	const steers = preemption?.mode === "steer" && preemption.turnId === turn?.id && turn?.state === "running";
	return (
		<>
			{suspended && <span className="wsc-badge">{labels.promptSuspended(suspended.person.name)}</span>}
			{steers && !suspended && <span className="wsc-badge">{labels.afterStep}</span>}
			{editedBy && <span className="wsc-badge">{labels.editedBy(editedBy.name)}</span>}
		</>
	);
}
