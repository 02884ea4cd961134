"use client";
import type { MouseEvent } from "react";
import { selectYou } from "../../core/index.ts";
import type { Attachment } from "../../protocol/index.ts";
import { useSelectorAround } from "../../react/useSelectorAround.ts";
import { useStoreAround } from "../../react/useStoreAround.ts";
import { Button } from "../button/Button.tsx";
import { handFocusOn } from "../focus/handFocusOn.ts";

interface AskButtonProps {
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	readonly label: string;
}

/** Sends a prompt that is written already, for whoever may ask at all. */
export function AskButton({ text, attachments, label }: AskButtonProps) {
	const store = useStoreAround();
	const allowed = useSelectorAround(selectYou)?.allowed.includes("prompt") ?? false;
	if (!store || !allowed) return null;
	const ask = (event: MouseEvent<HTMLElement>) => {
		// What goes wrong stays in the outbox.
		void store.prompt(text, { attachments }).catch(() => {});
		// The list goes on to the new prompt, and this button out of sight.
		handFocusOn(event.currentTarget);
	};
	return <Button onClick={ask}>{label}</Button>;
}
