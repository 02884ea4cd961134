"use client";
import type { MouseEvent } from "react";
import type { Attachment } from "../../protocol/index.ts";
import { useOptionalWorkspaceSelector, useOptionalWorkspaceStore } from "../../react/store.tsx";
import { Button } from "../primitives/Button.tsx";
import { moveFocusOutOf } from "../primitives/focus.ts";

interface SendPromptButtonProps {
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	readonly label: string;
}

/** Sends a prompt that is written already, for whoever may ask at all. */
export function SendPromptButton({ text, attachments, label }: SendPromptButtonProps) {
	const store = useOptionalWorkspaceStore();
	const allowed = useOptionalWorkspaceSelector((state) => state.self)?.allowedActions.includes("prompt") ?? false;
	if (!store || !allowed) return null;
	const ask = (event: MouseEvent<HTMLElement>) => {
		// What goes wrong stays in the outbox.
		void store.prompt(text, { attachments }).catch(() => {});
		// The list goes on to the new prompt, and this button out of sight.
		moveFocusOutOf(event.currentTarget);
	};
	return <Button onClick={ask}>{label}</Button>;
}
