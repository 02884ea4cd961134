"use client";
import type { PromptItem } from "../../protocol/index.ts";
import { PromptBubble } from "./PromptBubble.tsx";

export interface PromptEntryProps {
	readonly item: PromptItem;
}

/** A prompt of the timeline. */
export function PromptEntry({ item }: PromptEntryProps) {
	return <PromptBubble id={item.id} by={item.by} text={item.text} createdAt={item.createdAt} state={item.state} />;
}
