"use client";

import { type FormEvent, type KeyboardEvent, type RefObject, useCallback, useId, useLayoutEffect, useRef } from "react";
import type { ComposerMode } from "../../core/index.ts";
import { LIMITS, type Mention, type SlashCommand } from "../../protocol/index.ts";
import { editFieldText } from "../../react/composer/editFieldText.ts";
import { type ControlledField, useCanFindFiles, useCompletions } from "../../react/composer/useCompletions.ts";
import {
	type ComposerState,
	isPermanentUploadError,
	useAttachments,
	useComposer,
} from "../../react/composer/useComposer.ts";
import { usePromptHistory } from "../../react/composer/usePromptHistory.ts";
import { hasAppleKeys, isComposing } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useFinallyRefused, useSession } from "../../react/state.ts";
import { CompletionList, completionId } from "../primitives/CompletionList.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { useAutosize } from "../primitives/useAutosize.ts";
import { SessionSettings } from "../session/SessionSettings.tsx";
import type { ComposerProps } from "../slots/partProps.ts";
import { AttachButton, AttachmentTray, PasteOffer, withField } from "./Attachments.tsx";
import {
	FOCUS_SHORTCUT,
	focusField,
	MODE_SHORTCUT,
	useFocusShortcut,
	useModeShortcut,
	useStopByEscape,
} from "./composerKeys.ts";
import { QuoteTray } from "./QuoteTray.tsx";
import { SendButton, type SubmitOn } from "./SendButton.tsx";
import { StopButton } from "./StopButton.tsx";
import { Suggestions } from "./Suggestions.tsx";
import { type PasteState, usePaste } from "./usePaste.ts";

/**
 * Shows the draft in the text field. The field is not controlled by React, which would assign each text: a browser forgets
 * the steps of undo then. While the person writes in the field, text from elsewhere is inserted like typed text. An empty
 * draft is assigned, so that undo does not bring back what was sent.
 */
function useFieldText(ref: RefObject<HTMLTextAreaElement | null>, value: string): void {
	useLayoutEffect(() => {
		const field = ref.current;
		if (!field || field.value === value) return;
		if (value !== "" && document.activeElement === field) editFieldText(field, value);
		else field.value = value;
	}, [ref, value]);
}

interface ComposerInputProps extends ControlledField {
	readonly mode: ComposerMode;
	readonly suggests: boolean;
	/** While a note is being stored. */
	readonly isBusy: boolean;
	readonly submitOn: SubmitOn;
	readonly onMention: (mention: Mention) => void;
	readonly onSend: () => void;
	/** Sends the draft and steers the current turn. */
	readonly onSteer: () => void;
	readonly placeholder: string;
	readonly invalid: boolean;
	/** The id of the note about the text. */
	readonly noteId: string;
}

/**
 * A text field that grows with its text, completes slash commands and paths, and recalls earlier prompts. It follows
 * ARIA's combobox pattern except for the role: a field with several lines cannot be a combobox.
 */
function ComposerInput(props: ComposerInputProps) {
	const {
		submitOn,
		value,
		onChange,
		onMention,
		onSend,
		onSteer,
		placeholder,
		invalid,
		noteId,
		mode,
		suggests,
		isBusy,
	} = props;
	const isNote = mode === "note";
	const labels = useLabels();
	const ref = useRef<HTMLTextAreaElement>(null);
	useFieldText(ref, value);
	useAutosize(ref, value);
	const listId = useId();
	const list = useCompletions(ref, { value, onChange, onMention, commands: !isNote });
	const recall = usePromptHistory(props);
	const handleKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
		if (isComposing(event)) return;
		const isUsed = list.handleKeyDown(event) || (!isNote && recall(event));
		const way = isUsed ? null : submitMode(event, submitOn);
		if (isUsed || way) event.preventDefault();
		if (way === "steer") onSteer();
		else if (way) onSend();
	};
	return (
		<>
			<textarea
				ref={ref}
				className="wsc-input"
				dir="auto"
				rows={1}
				// Otherwise Firefox restores the text of before a reload, next to the draft.
				autoComplete="off"
				placeholder={placeholder}
				aria-label={isNote ? labels.composerNote : suggests ? labels.composerSuggestion : labels.composer}
				readOnly={isBusy}
				aria-busy={isBusy || undefined}
				aria-invalid={invalid || undefined}
				aria-describedby={noteId}
				aria-autocomplete="list"
				aria-keyshortcuts={FOCUS_SHORTCUT}
				aria-controls={list.active && listId}
				aria-activedescendant={list.active && completionId(listId, list.completions.indexOf(list.active))}
				onChange={(event) => {
					list.updateCaret(event.target);
					onChange(event.target.value);
				}}
				onSelect={(event) => list.updateCaret(event.currentTarget)}
				onKeyDown={handleKeyDown}
			/>
			{list.active && <CompletionList id={listId} label={labels[list.kind]} list={list} />}
		</>
	);
}

function submitMode({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent, submitOn: SubmitOn): "send" | "steer" | null {
	const hasMod = ctrlKey || metaKey;
	if (key !== "Enter") return null;
	if (submitOn === "enter") return shiftKey ? null : hasMod ? "steer" : "send";
	return hasMod ? (shiftKey ? "steer" : "send") : null;
}

/** The hint for the argument of a slash command, while the draft is the command only. */
function commandHint(commands: readonly SlashCommand[], text: string): string | undefined {
	const hint = commands.find(({ name }) => text === `/${name} `)?.hint;
	return hint && revealCharacters(hint);
}

/** The note below the text: why it cannot be sent, what it waits for, or the hint of a command. */
function useComposerNote(
	{ draft, mode, waitingForUploads }: ComposerState,
	commands: readonly SlashCommand[],
): string | undefined {
	const labels = useLabels();
	const failed = useAttachments().attachments.find((attachment) => attachment.status === "failed");
	if (mode === "note")
		return draft.length > LIMITS.noteCharacters ? labels.noteTooLong(draft.length, LIMITS.noteCharacters) : undefined;
	if (draft.length > LIMITS.promptCharacters) return labels.promptTooLong(draft.length, LIMITS.promptCharacters);
	if (failed)
		return labels.attachmentBlocksSending(revealCharacters(failed.name), !isPermanentUploadError(failed.error.code));
	return waitingForUploads ? labels.sendsWhenUploaded : commandHint(commands, draft);
}

/** The share of the limit from which on the length of the draft is shown. */
const NEAR_LIMIT = 0.9;

interface DraftLengthProps {
	readonly draft: string;
	readonly paste: PasteState;
}

/** How long the draft is, near the limit; over it, a button that makes it a file. */
function DraftLength({ draft, paste }: DraftLengthProps) {
	const labels = useLabels();
	const { canUpload } = useAttachments();
	const { promptCharacters } = LIMITS;
	if (draft.length <= promptCharacters * NEAR_LIMIT) return null;
	if (draft.length <= promptCharacters)
		return <span className="wsc-draft-length">{labels.promptLength(draft.length, promptCharacters)}</span>;
	return canUpload ? (
		<button
			type="button"
			className="wsc-link wsc-draft-length"
			onClick={({ currentTarget }) => withField(currentTarget, paste.attachDraft)}
		>
			{labels.attachAsFile}
		</button>
	) : null;
}

interface ModeButtonProps {
	readonly mode: ComposerMode;
	/** Whether a prompt is a suggestion. */
	readonly suggests: boolean;
	readonly onToggle: () => void;
}

/** Switches between a prompt for the agent and a note for the people. */
function ModeButton({ mode, suggests, onToggle }: ModeButtonProps) {
	const labels = useLabels();
	const shortcut = labels.shortcut("Mod+Shift+M", hasAppleKeys());
	const { note, prompt } = labels.composerModeDescription;
	const other = mode === "prompt" ? note : suggests ? labels.composerSuggestionDescription : prompt;
	return (
		<button
			type="button"
			className="wsc-composer-mode"
			aria-pressed={mode === "note"}
			aria-keyshortcuts={MODE_SHORTCUT}
			title={`${other} · ${shortcut}`}
			onClick={onToggle}
		>
			<Icon name="note" />
			<span>{labels.composerModeName.note}</span>
		</button>
	);
}

const NO_COMMANDS: readonly SlashCommand[] = [];

/**
 * The form for writing prompts. Enter sends and Shift+Enter starts a new line. `/` at the start completes the agent's
 * commands, `@` the files of the sandbox, and ↑ in the empty field recalls earlier prompts. Files are chosen, dropped or
 * pasted, and a prompt is sent when they are uploaded. While a turn runs, a prompt is queued, or steers or interrupts the
 * turn, as the send button says, which also lets one choose. Ctrl+Enter or ⌘+Enter steers. A button stops the turn, and
 * so does Escape when it is pressed twice anywhere in the chat. Ctrl+I or ⌘I moves the focus to the text field. Absent once
 * the workspace refuses this page for good.
 *
 * Ctrl+Shift+M or ⌘⇧M, or a button, switches to a note, which the people of the workspace see and the agent does not.
 * In both, `@` offers people before files. Whoever may not prompt suggests, and so does everybody else while one person has
 * the wheel.
 *
 * Data attributes: `data-busy` while a turn runs, `data-mode` (`prompt` or `note`), `data-suggests` if a prompt is a
 * suggestion.
 */
export function Composer({ submitOn = "enter", promptMetadata, suggestions, className }: ComposerProps) {
	const labels = useLabels();
	const composer = useComposer({ promptMetadata });
	const session = useSession();
	const commands = session?.commands ?? NO_COMMANDS;
	const note = useComposerNote(composer, commands);
	const noteId = useId();
	const completes = { commands: commands.length > 0, files: useCanFindFiles() };
	const paste = usePaste();
	const form = useRef<HTMLFormElement>(null);
	const stopKey = useStopByEscape(form);
	useFocusShortcut(form);
	const { mode, modes, setMode } = composer;
	const isNote = mode === "note";
	const suggests = composer.suggests && !isNote;
	const toggleMode = useCallback(() => {
		setMode(isNote ? "prompt" : "note");
		focusField(form);
	}, [setMode, isNote]);
	useModeShortcut(form, modes.length > 1 ? toggleMode : null);
	const isRefused = useFinallyRefused();
	if (isRefused) return null;
	if (!composer.canPrompt && !composer.suggests && !isNote)
		return <p className={partClassName("wsc-read-only", className)}>{labels.composerReadOnly}</p>;

	const tooLong = composer.draft.length > (isNote ? LIMITS.noteCharacters : LIMITS.promptCharacters);
	const agent = session && labels.agentName(session.agent);
	const handleSubmit = (event: FormEvent) => {
		event.preventDefault();
		composer.send();
	};
	const composerForm = (
		<form
			ref={form}
			className={partClassName("wsc-composer", className)}
			data-busy={composer.turnRunning || undefined}
			data-mode={mode}
			data-suggests={suggests || undefined}
			aria-label={isNote ? labels.composerNote : suggests ? labels.composerSuggestion : labels.composer}
			onSubmit={handleSubmit}
			onPaste={isNote ? undefined : paste.handlePaste}
		>
			<QuoteTray quotes={composer.quotes} onRemove={composer.removeQuote} />
			<AttachmentTray paste={paste} />
			<ComposerInput
				submitOn={submitOn}
				value={composer.draft}
				onChange={composer.setDraft}
				onMention={composer.chooseMention}
				onSend={composer.send}
				onSteer={() => composer.sendWith("steer")}
				mode={mode}
				suggests={suggests}
				isBusy={composer.isSendingNote}
				placeholder={
					isNote
						? labels.composerNotePlaceholder
						: suggests
							? labels.composerSuggestionPlaceholder
							: composer.turnRunning
								? labels.composerBusyPlaceholder[composer.whenBusy]
								: labels.composerPlaceholder(agent, completes)
				}
				invalid={tooLong}
				noteId={noteId}
			/>
			<div className="wsc-composer-notes">
				<span id={noteId} className="wsc-composer-note" role="status">
					{stopKey.isArmed ? labels.escapeAgainToStop : note}
				</span>
				<ActionError error={stopKey.error} />
				{isNote ? <ActionError error={composer.noteError} /> : <DraftLength draft={composer.draft} paste={paste} />}
			</div>
			{!isNote && <PasteOffer paste={paste} />}
			<div className="wsc-composer-bar">
				{!isNote && <AttachButton />}
				{modes.length > 1 && <ModeButton mode={mode} suggests={composer.suggests} onToggle={toggleMode} />}
				{!isNote && <SessionSettings />}
				<StopButton />
				<SendButton composer={composer} submitOn={submitOn} />
			</div>
		</form>
	);
	if (!suggestions) return composerForm;
	return (
		<>
			<Suggestions suggestions={suggestions} field={() => form.current?.querySelector("textarea") ?? null} />
			{composerForm}
		</>
	);
}
