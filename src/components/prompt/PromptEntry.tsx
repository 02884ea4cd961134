"use client";
import type { PromptItem } from "../../protocol/index.ts";
import { PromptBubble } from "./PromptBubble.tsx";
import { WithdrawnPrompt } from "./WithdrawnPrompt.tsx";

export interface PromptEntryProps {
	readonly item: PromptItem;
}

/** A prompt of the timeline; of one that was withdrawn a line. */
export function PromptEntry({ item }: PromptEntryProps) {
	const { id, by, text, attachments, createdAt, state } = item;
	if (state === "withdrawn") return <WithdrawnPrompt item={item} />;
	return <PromptBubble id={id} by={by} text={text} attachments={attachments} createdAt={createdAt} state={state} />;
}
