"use client";

import { type FormEvent, useId } from "react";
import { LIMITS, type SlashCommand } from "../../protocol/index.ts";
import {
	type ComposerState,
	isPermanentUploadError,
	useAttachments,
	useComposer,
} from "../../react/composer/useComposer.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useSession } from "../../react/state.ts";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { SessionSettings } from "../session/SessionSettings.tsx";
import type { ComposerProps } from "../slots/partProps.ts";
import { AttachButton, AttachmentTray } from "./Attachments.tsx";
import { ComposerInput } from "./ComposerInput.tsx";
import { StopButton } from "./StopButton.tsx";

type WhenBusySelectProps = Pick<ComposerState, "whenBusy" | "setWhenBusy" | "whenBusyOptions">;

/** Chooses what sending does while a turn runs: a native list under the name of the choice. */
function WhenBusySelect({ whenBusy, setWhenBusy, whenBusyOptions }: WhenBusySelectProps) {
	const { whenBusy: label, whenBusyName, whenBusyDescription } = useLabels();
	return (
		<span className="wsc-select wsc-busy">
			{whenBusyName[whenBusy]}
			<select
				className="wsc-busy-list"
				aria-label={label}
				title={whenBusyDescription[whenBusy]}
				value={whenBusy}
				onChange={(event) => setWhenBusy(whenBusyOptions[event.target.selectedIndex] ?? "queue")}
			>
				{whenBusyOptions.map((choice) => (
					<option key={choice} value={choice}>
						{whenBusyDescription[choice]}
					</option>
				))}
			</select>
		</span>
	);
}

interface SendButtonProps {
	readonly composer: ComposerState;
}

/** Sends the draft. While a turn runs it says what that does; users who may stop the turn can choose. */
function SendButton({ composer }: SendButtonProps) {
	const labels = useLabels();
	const { turnRunning, whenBusy, whenBusyOptions, canSend } = composer;
	const label = turnRunning ? labels.whenBusySend[whenBusy] : labels.send;
	return (
		<>
			{turnRunning && whenBusyOptions.length > 1 && <WhenBusySelect {...composer} />}
			<button type="submit" className="wsc-send" disabled={!canSend} aria-label={label} title={label}>
				<Icon name="send" />
			</button>
		</>
	);
}

/** The hint for the argument of a slash command, while the draft is the command only. */
function commandHint(commands: readonly SlashCommand[], text: string): string | undefined {
	const hint = commands.find(({ name }) => text === `/${name} `)?.hint;
	return hint && revealDirectionOverrides(hint);
}

/** The note below the text: why it cannot be sent, what it waits for, or the hint of a command. */
function useComposerNote(
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

const NO_COMMANDS: readonly SlashCommand[] = [];

/**
 * The form for writing prompts. Enter sends and Shift+Enter starts a new line. `/` at the start completes the agent's
 * commands, `@` the files of the sandbox, and ↑ in the empty field recalls earlier prompts. Files are chosen, dropped or
 * pasted, and a prompt is sent when they are uploaded. While a turn runs, a prompt is queued, or steers or interrupts the
 * turn, as chosen next to the send button. Ctrl+Enter or ⌘+Enter steers, and a button stops the turn.
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
			<AttachmentTray />
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
				<AttachButton />
				<SessionSettings />
				<StopButton />
				<SendButton composer={composer} />
			</div>
		</form>
	);
}
