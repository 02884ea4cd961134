"use client";
import type { Attachment } from "../../protocol/index.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { useYou } from "../../react/useYou.ts";
import { Button } from "../button/Button.tsx";

interface RunAgainProps {
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	readonly label: string;
}

/** Asks the same again, for whoever may ask at all. */
export function RunAgain({ text, attachments, label }: RunAgainProps) {
	const store = useWorkspaceStore();
	const allowed = useYou()?.allowed.includes("prompt") ?? false;
	if (!allowed) return null;
	// What goes wrong stays in the outbox.
	return <Button onClick={() => void store.prompt(text, { attachments }).catch(() => {})}>{label}</Button>;
}
