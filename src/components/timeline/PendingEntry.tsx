"use client";
import { useOutbox } from "../../react/useOutbox.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { UnsentPromptBubble } from "../prompt/PendingPromptBubble.tsx";
import { StartingPromptBubble } from "../prompt/StartingPromptBubble.tsx";
import { selectStartingPrompt } from "../queue/selectStartingPrompt.ts";

interface PendingPromptRowProps {
	readonly clientId: string;
}

/** A prompt that is not in the timeline yet, by the id its sender's client made. */
export function PendingPromptRow({ clientId }: PendingPromptRowProps) {
	const unsent = useOutbox().find((pending) => pending.clientId === clientId);
	const starting = useWorkspaceSelector(selectStartingPrompt);
	if (unsent) return <UnsentPromptBubble prompt={unsent} />;
	return starting ? <StartingPromptBubble prompt={starting} /> : null;
}
