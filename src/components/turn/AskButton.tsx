"use client";
import type { MouseEvent } from "react";
import type { Attachment } from "../../protocol/index.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { useYou } from "../../react/useYou.ts";
import { Button } from "../button/Button.tsx";
import { handFocusOn } from "../focus/handFocusOn.ts";

interface AskButtonProps {
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	readonly label: string;
}

/** Sends a prompt that is written already, for whoever may ask at all. */
export function AskButton({ text, attachments, label }: AskButtonProps) {
	const store = useWorkspaceStore();
	const allowed = useYou()?.allowed.includes("prompt") ?? false;
	if (!allowed) return null;
	const ask = (event: MouseEvent<HTMLElement>) => {
		// What goes wrong stays in the outbox.
		void store.prompt(text, { attachments }).catch(() => {});
		// The list goes on to the new prompt, and this button out of sight.
		handFocusOn(event.currentTarget);
	};
	return <Button onClick={ask}>{label}</Button>;
}
