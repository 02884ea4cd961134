"use client";

import type { MouseEvent } from "react";
import type { WhenBusy } from "../../protocol/index.ts";
import type { ComposerState } from "../../react/composer/useComposer.ts";
import { hasAppleKeys } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { Icon } from "../primitives/Icon.tsx";
import type { ComposerProps } from "../slots/partProps.ts";

/** The key that sends. */
export type SubmitOn = NonNullable<ComposerProps["submitOn"]>;

const STEER_SHORTCUTS: Readonly<Record<SubmitOn, string>> = { enter: "Mod+Enter", "mod-enter": "Mod+Shift+Enter" };

interface WhenBusySelectProps extends Pick<ComposerState, "whenBusy" | "setWhenBusy" | "whenBusyOptions"> {
	readonly submitOn: SubmitOn;
}

/** Chooses what sending does while a turn runs: the narrow half of the button, with a list over it. */
function WhenBusySelect({ whenBusy, setWhenBusy, whenBusyOptions, submitOn }: WhenBusySelectProps) {
	const { whenBusy: label, whenBusyDescription, shortcut } = useLabels();
	const steerShortcut = shortcut(STEER_SHORTCUTS[submitOn], hasAppleKeys());
	const describe = (choice: WhenBusy) =>
		choice === "steer" ? `${whenBusyDescription.steer} · ${steerShortcut}` : whenBusyDescription[choice];
	return (
		<span className="wsc-send-more">
			<Icon name="expand" />
			<select
				className="wsc-send-modes"
				aria-label={label}
				title={describe(whenBusy)}
				value={whenBusy}
				onChange={(event) => setWhenBusy(whenBusyOptions[event.target.selectedIndex] ?? "queue")}
			>
				{whenBusyOptions.map((choice) => (
					<option key={choice} value={choice}>
						{describe(choice)}
					</option>
				))}
			</select>
		</span>
	);
}

interface SendButtonProps {
	readonly composer: ComposerState;
	readonly submitOn: SubmitOn;
}

/** Keeps the focus in the text field, and with it the virtual keyboard and the steps of undo. */
function keepFocusInField(event: MouseEvent<HTMLElement>) {
	const field = event.currentTarget.closest("form")?.querySelector(".wsc-input");
	if (field === document.activeElement) event.preventDefault();
}

/**
 * Sends the draft. While a turn runs it names what that does, with the key that does the same; users who may stop the turn
 * can choose another mode in its second half.
 */
export function SendButton({ composer, submitOn }: SendButtonProps) {
	const labels = useLabels();
	const { mode, whenBusy, whenBusyOptions, canSend } = composer;
	const suggests = composer.suggests && mode === "prompt";
	const turnRunning = composer.turnRunning && mode === "prompt" && !suggests;
	// Its visible text is part of its name, for people who speak the name to press it.
	const label = turnRunning
		? labels.settingChoice(labels.whenBusyName[whenBusy], labels.whenBusySend[whenBusy])
		: mode === "note"
			? labels.addNote
			: suggests
				? labels.suggest
				: labels.send;
	const hasModes = turnRunning && whenBusyOptions.length > 1;
	return (
		<span className="wsc-send-group">
			<button
				type="submit"
				className="wsc-send"
				data-mode={suggests ? "suggest" : turnRunning ? whenBusy : undefined}
				disabled={!canSend}
				aria-label={label}
				title={label}
				onMouseDown={keepFocusInField}
			>
				<Icon name="send" />
				{suggests && (
					<span className="wsc-send-mode" aria-hidden="true">
						<span>{labels.suggest}</span>
					</span>
				)}
				{turnRunning && (
					<span className="wsc-send-mode" aria-hidden="true">
						<span>{labels.whenBusyName[whenBusy]}</span>
						{submitOn === "enter" && <kbd className="wsc-send-key">↵</kbd>}
					</span>
				)}
			</button>
			{hasModes && <WhenBusySelect {...composer} submitOn={submitOn} />}
		</span>
	);
}
