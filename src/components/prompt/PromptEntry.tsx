"use client";
import type { PromptItem } from "../../protocol/index.ts";
import { PromptBubble } from "./PromptBubble.tsx";

export interface PromptEntryProps {
	readonly item: PromptItem;
}

/** A prompt of the timeline. */
export function PromptEntry({ item }: PromptEntryProps) {
	const { id, by, text, attachments, createdAt, state } = item;
	return <PromptBubble id={id} by={by} text={text} attachments={attachments} createdAt={createdAt} state={state} />;
}
