"use client";
import { LIMITS, type SlashCommand } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useAttachments } from "../../react/useAttachments.ts";
import type { ComposerState } from "../../react/useComposer.ts";
import { isPermanentUploadError } from "../attachments/isRefusedForGood.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { commandHint } from "./commandHint.ts";

/** What is said below the text: why it cannot be sent, what it waits for, or what may follow the command. */
export function useComposerNote(
	{ draft, waitingForUploads }: ComposerState,
	commands: readonly SlashCommand[],
): string | undefined {
	const labels = useLabels();
	const failed = useAttachments().attachments.find((attachment) => attachment.status === "failed");
	if (draft.length > LIMITS.promptCharacters) return labels.promptTooLong(draft.length, LIMITS.promptCharacters);
	if (failed)
		return labels.attachmentBlocksSending(
			revealDirectionOverrides(failed.name),
			!isPermanentUploadError(failed.error.code),
		);
	return waitingForUploads ? labels.sendsWhenUploaded : commandHint(commands, draft);
}
