"use client";
import type { PendingPrompt } from "../../core/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useConnection } from "../../react/useConnection.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { useYou } from "../../react/useYou.ts";
import { Button } from "../button/Button.tsx";
import { FaultMessage } from "../fault/FaultMessage.tsx";
import { PromptBubble } from "./PromptBubble.tsx";

export interface PendingPromptBubbleProps {
	readonly prompt: PendingPrompt;
}

/** A prompt on its way. One that could not be sent says why, and stays until it is sent again or let go. */
export function PendingPromptBubble({ prompt }: PendingPromptBubbleProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const by = useYou();
	const onItsWay = useConnection().status === "connected" ? "sending" : "waiting";
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
					<FaultMessage fault={error}>
						<Button look="primary" onClick={() => store.retry(clientId)}>
							{labels.tryAgain}
						</Button>
						<Button onClick={() => store.discard(clientId)}>{labels.discard}</Button>
					</FaultMessage>
				</div>
			)}
		</PromptBubble>
	);
}
