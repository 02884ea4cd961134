"use client";
import { useOutbox } from "../../react/useOutbox.ts";
import { PendingPromptBubble } from "../prompt/PendingPromptBubble.tsx";

interface PendingEntryProps {
	readonly clientId: string;
}

/** A prompt of the outbox by its id. */
export function PendingEntry({ clientId }: PendingEntryProps) {
	const prompt = useOutbox().find((pending) => pending.clientId === clientId);
	return prompt ? <PendingPromptBubble prompt={prompt} /> : null;
}
