"use client";
import type { PromptItem } from "../../protocol/index.ts";
import { Avatar } from "../avatar/Avatar.tsx";
import { useFocusHandedOn } from "../focus/useFocusHandedOn.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { WithdrawButton } from "./WithdrawButton.tsx";

export interface QueuedPromptProps {
	readonly prompt: PromptItem;
	/** All that wait, next one first. */
	readonly waiting: readonly PromptItem[];
}

/** A prompt that waits. Who wrote it, or owns the workspace, can take it back. */
export function PlainQueuedPrompt({ prompt }: QueuedPromptProps) {
	const ref = useFocusHandedOn<HTMLLIElement>();
	return (
		<li ref={ref} className="wsc-queued">
			<Avatar person={prompt.by} />
			<span className="wsc-hidden">{prompt.by.name}</span>
			<span className="wsc-queued-text" dir="auto">
				{revealDirectionOverrides(prompt.text || prompt.attachments.map(({ name }) => name).join(", "))}
			</span>
			<WithdrawButton prompt={prompt} />
		</li>
	);
}
