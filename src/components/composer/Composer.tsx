"use client";
import { type FormEvent, useId } from "react";
import { LIMITS, type SlashCommand } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useComposer } from "../../react/useComposer.ts";
import { useSession } from "../../react/useSession.ts";
import { LazyAttachButton } from "../attachments/LazyAttachButton.tsx";
import { LazyAttachmentTray } from "../attachments/LazyAttachmentTray.tsx";
import { partClassName } from "../part/partClass.ts";
import { SessionSettings } from "../session/SessionSettings.tsx";
import { ComposerInput, type SubmitOn } from "./ComposerInput.tsx";
import { SendButton } from "./SendButton.tsx";
import { StopButton } from "./StopButton.tsx";
import { useComposerNote } from "./useComposerNote.ts";

const NO_COMMANDS: readonly SlashCommand[] = [];

export interface ComposerProps {
	/**
	 * The key that sends: `enter`, with Shift+Enter for a new line, or `mod-enter`, which is Ctrl+Enter or ⌘+Enter, with
	 * Enter for a new line; with Shift it steers then. Default `enter`.
	 */
	readonly submitOn?: SubmitOn | undefined;
	readonly className?: string | undefined;
}

/**
 * Where prompts are written: Enter sends, Shift+Enter makes a new line, `/` at the start offers the agent's commands,
 * `@` the files of the sandbox, and ↑ in the empty field brings back what one asked before. Files are chosen, dropped or
 * pasted; a prompt goes out when they are uploaded. While a turn runs prompts go into the queue, or steer or interrupt the
 * turn, as is chosen beside the send button; Ctrl+Enter or ⌘+Enter steers, and the turn can be stopped.
 *
 * Data attributes: `data-busy` while a turn runs.
 */
export function Composer({ submitOn = "enter", className }: ComposerProps) {
	const labels = useLabels();
	const composer = useComposer();
	const session = useSession();
	const commands = session?.commands ?? NO_COMMANDS;
	const note = useComposerNote(composer, commands);
	const noteId = useId();
	if (!composer.canPrompt)
		return <p className={partClassName("wsc-read-only", className)}>{labels.composerReadOnly}</p>;

	const tooLong = composer.draft.length > LIMITS.promptCharacters;
	const agent = session && labels.agentName(session.agent);
	const handleSubmit = (event: FormEvent) => {
		event.preventDefault();
		composer.send();
	};
	return (
		<form
			className={partClassName("wsc-composer", className)}
			data-busy={composer.turnRunning || undefined}
			aria-label={labels.composer}
			onSubmit={handleSubmit}
		>
			<LazyAttachmentTray />
			<ComposerInput
				submitOn={submitOn}
				value={composer.draft}
				onChange={composer.setDraft}
				onSend={composer.send}
				onSteer={() => composer.sendWith("steer")}
				placeholder={
					composer.turnRunning ? labels.composerBusyPlaceholder[composer.whenBusy] : labels.composerPlaceholder(agent)
				}
				invalid={tooLong}
				noteId={noteId}
			/>
			<span id={noteId} className="wsc-composer-note" role="status">
				{note}
			</span>
			<div className="wsc-composer-bar">
				<LazyAttachButton />
				<SessionSettings />
				<StopButton />
				<SendButton composer={composer} />
			</div>
		</form>
	);
}
