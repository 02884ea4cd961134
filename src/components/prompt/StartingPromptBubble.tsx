"use client";
import type { PromptItem } from "../../protocol/index.ts";
import { WithdrawButton } from "../queue/WithdrawButton.tsx";
import { PromptBubble } from "./PromptBubble.tsx";

interface StartingPromptBubbleProps {
	readonly prompt: PromptItem;
}

/** A prompt that runs as soon as the agent is there, and can be taken back until then. */
export function StartingPromptBubble({ prompt }: StartingPromptBubbleProps) {
	const { id, by, text, attachments, createdAt, state } = prompt;
	const withdraw = <WithdrawButton prompt={prompt} />;
	return <PromptBubble {...{ id, by, text, attachments, createdAt, state }} actions={withdraw} />;
}
