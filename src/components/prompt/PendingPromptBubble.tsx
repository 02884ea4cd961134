"use client";
import type { PendingPrompt } from "../../core/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useConnectionStatus } from "../../react/useConnection.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { useSelf } from "../../react/useYou.ts";
import { Button } from "../button/Button.tsx";
import { ErrorMessage } from "../fault/FaultMessage.tsx";
import { PromptBubble } from "./PromptBubble.tsx";

export interface UnsentPromptBubbleProps {
	readonly prompt: PendingPrompt;
}

/** A prompt on its way. One that could not be sent says why, and stays until it is sent again or let go. */
export function UnsentPromptBubble({ prompt }: UnsentPromptBubbleProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const by = useSelf();
	const onItsWay = useConnectionStatus().status === "connected" ? "sending" : "waiting";
	const { clientId, text, attachments, createdAt, status, error } = prompt;
	return (
		<PromptBubble
			id={clientId}
			by={by}
			text={text}
			attachments={attachments}
			createdAt={createdAt}
			state={status === "failed" ? "unsent" : onItsWay}
		>
			{error && (
				<div role="alert">
					<ErrorMessage error={error}>
						<Button variant="primary" onClick={() => store.retryPrompt(clientId)}>
							{labels.tryAgain}
						</Button>
						<Button onClick={() => store.discardPrompt(clientId)}>{labels.discard}</Button>
					</ErrorMessage>
				</div>
			)}
		</PromptBubble>
	);
}
