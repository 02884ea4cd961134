"use client";
import type { PromptOptions, WorkspaceState } from "../../core/index.ts";
import { selectSuggests } from "../../core/state/selectors.ts";
import type { Attachment, PromptItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { promptOptionsOf, useReturnToDraft } from "../../react/returnToDraft.ts";
import { selectFinallyRefused } from "../../react/state.ts";
import { useOptionalWorkspaceSelector, useOptionalWorkspaceStore, useWorkspaceStore } from "../../react/store.tsx";
import { useAction } from "../../react/useAction.ts";
import { Button } from "../primitives/Button.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { moveFocusOutOf } from "../primitives/focus.ts";
import { Icon, type IconProps } from "../primitives/Icon.tsx";

interface PromptButtonProps {
	readonly text: string;
	/** The prompt that the text is of, with what it was sent with. If it was truncated, the rest is loaded first. */
	readonly prompt?: PromptItem | undefined;
	/** Shown instead of the label, which is the name then. */
	readonly icon?: IconProps["name"] | undefined;
}

/** Selects whether the current user may send prompts, so that a button for it makes sense. One selector: each row has it. */
function selectMaySend(state: WorkspaceState): boolean {
	return state.self?.allowedActions.includes("prompt") === true && !selectFinallyRefused(state);
}

/** Selects whether the current user may send or suggest what they have changed. */
function selectMayEdit(state: WorkspaceState): boolean {
	return selectMaySend(state) || (selectSuggests(state) && !selectFinallyRefused(state));
}

interface WholePromptButtonProps extends PromptButtonProps {
	readonly label: string;
	/** Receives the whole text, and what the prompt was sent with. */
	readonly onPrompt: (text: string, sentWith: PromptOptions) => void;
}

/** A button that does something with a whole prompt. */
function WholePromptButton({ text, prompt, label, icon, onPrompt }: WholePromptButtonProps) {
	const store = useWorkspaceStore();
	const action = useAction(async (button: HTMLElement) => {
		// Without waiting for anything if the text is there.
		const loaded = prompt?.truncated ? await store.loadItem(prompt.id) : null;
		const whole = loaded?.kind === "prompt" ? loaded : prompt;
		onPrompt(loaded?.kind === "prompt" ? loaded.text : text, whole ? promptOptionsOf(whole) : {});
		// The list scrolls to the new prompt, and this button out of view.
		moveFocusOutOf(button);
	});
	return (
		<>
			<Button
				variant={icon === undefined ? "plain" : "quiet"}
				aria-label={icon && label}
				title={icon && label}
				aria-disabled={action.pending || undefined}
				aria-busy={action.pending || undefined}
				onClick={({ currentTarget }) => action.run(currentTarget)}
			>
				{icon === undefined ? label : <Icon name={icon} />}
			</Button>
			<ActionError error={action.error} />
		</>
	);
}

/**
 * Adds a prompt to the draft: its text at the end, and what it was sent with. Only users who may send or suggest prompts see
 * it.
 */
export function EditPromptButton(props: PromptButtonProps) {
	const labels = useLabels();
	const mayEdit = useOptionalWorkspaceSelector(selectMayEdit);
	const { text, prompt } = props;
	const isEmpty = text === "" && !prompt?.attachments.length && !prompt?.notes?.length;
	return mayEdit && !isEmpty ? <EditButton {...props} label={labels.editAndResend} /> : null;
}

function EditButton(props: Omit<WholePromptButtonProps, "onPrompt">) {
	const store = useWorkspaceStore();
	const returnToDraft = useReturnToDraft();
	const edit = (text: string, sentWith: PromptOptions) =>
		returnToDraft(store.get().draft.endsWith(text) ? "" : text, sentWith);
	return <WholePromptButton {...props} onPrompt={edit} />;
}

interface SendPromptButtonProps extends PromptButtonProps {
	/** Default: those of `prompt`. */
	readonly attachments?: readonly Attachment[] | undefined;
	readonly label: string;
}

/** Sends a prompt with a fixed text, or one again. Only users who may send prompts see it. */
export function SendPromptButton({ attachments, ...props }: SendPromptButtonProps) {
	const store = useOptionalWorkspaceStore();
	const maySend = useOptionalWorkspaceSelector(selectMaySend);
	if (!store || !maySend) return null;
	const send = (text: string, sentWith: PromptOptions) => {
		// An error is shown by the prompt in the outbox.
		void store.prompt(text, { ...sentWith, ...(attachments && { attachments }) }).catch(() => {});
	};
	return <WholePromptButton {...props} onPrompt={send} />;
}
