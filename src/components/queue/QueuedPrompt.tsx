"use client";
import type { PromptItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { useYou } from "../../react/useYou.ts";
import { Avatar } from "../avatar/Avatar.tsx";
import { CommandButton } from "../button/CommandButton.tsx";
import { Icon } from "../icon/Icon.tsx";

interface QueuedPromptProps {
	readonly prompt: PromptItem;
}

/** A prompt that waits. Who wrote it, or owns the workspace, can take it back. */
export function QueuedPrompt({ prompt }: QueuedPromptProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const you = useYou();
	const mayWithdraw = you?.role === "owner" || you?.userId === prompt.by.userId;
	return (
		<li className="wsc-queued">
			<Avatar person={prompt.by} />
			<span className="wsc-hidden">{prompt.by.name}</span>
			<span className="wsc-queued-text" dir="auto">
				{prompt.text}
			</span>
			{mayWithdraw && (
				<CommandButton
					look="quiet"
					aria-label={labels.withdrawPrompt(prompt.text.slice(0, 60))}
					title={labels.withdraw}
					onCommand={() => store.withdraw(prompt.id)}
				>
					<Icon name="close" />
				</CommandButton>
			)}
		</li>
	);
}
