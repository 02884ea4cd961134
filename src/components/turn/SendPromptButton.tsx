"use client";
import type { WorkspaceState } from "../../core/index.ts";
import type { Attachment, PromptItem } from "../../protocol/index.ts";
import { appendToDraft } from "../../react/appendToDraft.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { selectFinallyRefused } from "../../react/state.ts";
import { useOptionalWorkspaceSelector, useOptionalWorkspaceStore, useWorkspaceStore } from "../../react/store.tsx";
import { useAction } from "../../react/useAction.ts";
import { Button } from "../primitives/Button.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { moveFocusOutOf } from "../primitives/focus.ts";
import { Icon, type IconProps } from "../primitives/Icon.tsx";

interface PromptButtonProps {
	readonly text: string;
	/** The prompt that the text is of. If it was truncated, the rest is loaded first. */
	readonly prompt?: PromptItem | undefined;
	/** Shown instead of the label, which is the name then. */
	readonly icon?: IconProps["name"] | undefined;
}

/** Selects whether the current user may send prompts, so that a button for it makes sense. One selector: each row has it. */
function selectMaySend(state: WorkspaceState): boolean {
	return state.self?.allowedActions.includes("prompt") === true && !selectFinallyRefused(state);
}

interface FullTextButtonProps extends PromptButtonProps {
	readonly label: string;
	/** Receives the whole text. */
	readonly onText: (text: string) => void;
}

/** A button that does something with the whole text of a prompt. */
function FullTextButton({ text, prompt, label, icon, onText }: FullTextButtonProps) {
	const store = useWorkspaceStore();
	const action = useAction(async (button: HTMLElement) => {
		// Without waiting for anything if the text is there.
		const item = prompt?.truncated ? await store.loadItem(prompt.id) : null;
		onText(item?.kind === "prompt" ? item.text : text);
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

/** Moves the text of a prompt to the end of the draft. Only users who may send prompts see it. */
export function EditPromptButton(props: PromptButtonProps) {
	const labels = useLabels();
	const store = useOptionalWorkspaceStore();
	const maySend = useOptionalWorkspaceSelector(selectMaySend);
	if (!store || !maySend || props.text === "") return null;
	const edit = (text: string) => {
		const { draft } = store.get();
		if (!draft.endsWith(text)) store.setDraft(appendToDraft(draft, text));
	};
	return <FullTextButton {...props} label={labels.editAndResend} onText={edit} />;
}

interface SendPromptButtonProps extends PromptButtonProps {
	/** Default: those of `prompt`. */
	readonly attachments?: readonly Attachment[] | undefined;
	readonly label: string;
}

/** Sends a prompt with a fixed text, or one again. Only users who may send prompts see it. */
export function SendPromptButton({ attachments, ...props }: SendPromptButtonProps) {
	const { prompt } = props;
	const store = useOptionalWorkspaceStore();
	const maySend = useOptionalWorkspaceSelector(selectMaySend);
	if (!store || !maySend) return null;
	const send = (text: string) => {
		const files = attachments ?? prompt?.attachments;
		// An error is shown by the prompt in the outbox.
		void store
			.prompt(text, { attachments: files, notes: prompt?.notes?.map(({ id }) => id), metadata: prompt?.metadata })
			.catch(() => {});
	};
	return <FullTextButton {...props} onText={send} />;
}
