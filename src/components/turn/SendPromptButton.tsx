"use client";
import type { MouseEvent } from "react";
import type { Attachment, PromptMetadata } from "../../protocol/index.ts";
import { useOptionalWorkspaceSelector, useOptionalWorkspaceStore } from "../../react/store.tsx";
import { Button } from "../primitives/Button.tsx";
import { moveFocusOutOf } from "../primitives/focus.ts";

interface SendPromptButtonProps {
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	readonly metadata?: PromptMetadata | undefined;
	readonly label: string;
}

/** Sends a prompt with a fixed text. Only users who may send prompts see it. */
export function SendPromptButton({ text, attachments, metadata, label }: SendPromptButtonProps) {
	const store = useOptionalWorkspaceStore();
	const allowed = useOptionalWorkspaceSelector((state) => state.self)?.allowedActions.includes("prompt") ?? false;
	if (!store || !allowed) return null;
	const send = (event: MouseEvent<HTMLElement>) => {
		// An error is shown by the prompt in the outbox.
		void store.prompt(text, { attachments, metadata }).catch(() => {});
		// The list scrolls to the new prompt, and this button out of view.
		moveFocusOutOf(event.currentTarget);
	};
	return <Button onClick={send}>{label}</Button>;
}
