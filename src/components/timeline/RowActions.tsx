"use client";

import { memo, useCallback, useContext, useMemo, useState } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { ReplayContext } from "../../react/ReplayContext.ts";
import { useTimelineItem } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { itemName } from "../items/itemKinds.ts";
import { noteFormId } from "../items/note/noteFolds.ts";
import { itemUrl } from "../link/itemLink.ts";
import { Button } from "../primitives/Button.tsx";
import { type CopySource, type CopyStatus, useCopyToClipboard } from "../primitives/CopyButton.tsx";
import { useFold } from "../primitives/Fold.tsx";
import { revealInProse } from "../primitives/hiddenText.ts";
import { Icon, type IconProps } from "../primitives/Icon.tsx";
import { EditPromptButton, SendPromptButton } from "../turn/SendPromptButton.tsx";
import type { TimelineRow } from "./rows.ts";

export interface RowCopyState {
	readonly status: CopyStatus;
	/** The button that copied last. */
	readonly copiedBy: string | null;
	readonly copy: (button: string, text: CopySource) => void;
}

/** Copies from the rows of a timeline, and reports it for one button at a time. */
export function useRowCopy(): RowCopyState {
	const [copiedBy, setCopiedBy] = useState<string | null>(null);
	const { status, copy: write } = useCopyToClipboard();
	const copy = useCallback(
		(button: string, text: CopySource) => {
			setCopiedBy(button);
			void write(text);
		},
		[write],
	);
	return useMemo(() => ({ status, copiedBy, copy }), [status, copiedBy, copy]);
}

interface RowActionsProps {
	readonly itemId: string;
	readonly kind: TimelineRow["kind"];
	/** The prompt of the turn. */
	readonly promptId: string | null;
	readonly rowCopy: RowCopyState;
}

/**
 * What people can do with an item: copy it, copy its link, send its prompt again or edit it. Visible while the pointer is
 * over the row or the keyboard is in it; on a touch screen behind a button.
 */
export const RowActions = memo(function RowActions({ itemId, kind, promptId, rowCopy }: RowActionsProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const [open, setOpen] = useState(false);
	// Its page has no address for an item.
	const isReplay = useContext(ReplayContext) !== null;
	const name = revealInProse(useWorkspaceSelector((state) => itemName(state.items.get(itemId))));
	const isPrompt = kind === "prompt" || kind === "withdrawn";
	// A prompt that has joined a running turn is not the prompt of that turn.
	const prompt = useTimelineItem(isPrompt ? itemId : (promptId ?? ""));
	const canWriteNotes = useWorkspaceSelector((state) => state.self?.allowedActions.includes("addNote") ?? false);
	const [isWriting, toggleForm] = useFold(noteFormId(itemId));
	const noteLabel = kind === "note" ? labels.replyToNote : labels.addNote;
	const hasText = kind === "message" || isPrompt;
	const copyText = async () => {
		const item = store.get().items.get(itemId);
		const full = item?.truncated ? await store.loadItem(itemId) : item;
		return full?.kind === "message" || full?.kind === "prompt" ? full.text : "";
	};
	const button = (label: string, icon: IconProps["name"], text: CopySource) => (
		<Button
			variant="quiet"
			aria-label={label}
			aria-description={name}
			title={label}
			onClick={() => rowCopy.copy(`${icon} ${itemId}`, text)}
		>
			<Icon name={rowCopy.status === "copied" && rowCopy.copiedBy === `${icon} ${itemId}` ? "completed" : icon} />
		</Button>
	);
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset is for the controls of a form.
		<div
			className="wsc-row-actions"
			role="group"
			aria-label={labels.rowActions}
			data-kind={hasText ? kind : undefined}
			data-open={open || undefined}
		>
			{hasText && (
				<Button
					className="wsc-row-more"
					variant="quiet"
					aria-label={labels.rowActions}
					aria-description={name}
					aria-expanded={open}
					onClick={() => setOpen(!open)}
				>
					<Icon name="more" />
				</Button>
			)}
			{hasText && button(labels.copy, "copy", copyText)}
			{prompt?.kind === "prompt" && kind === "message" && prompt.state !== "running" && (
				<SendPromptButton text={prompt.text} prompt={prompt} label={labels.runAgain} icon="retry" />
			)}
			{prompt?.kind === "prompt" && isPrompt && <EditPromptButton text={prompt.text} prompt={prompt} icon="edit" />}
			{canWriteNotes && (
				<Button
					variant="quiet"
					aria-label={noteLabel}
					aria-description={name}
					title={noteLabel}
					aria-expanded={isWriting}
					onClick={toggleForm}
				>
					<Icon name="note" />
				</Button>
			)}
			{!isReplay && button(labels.copyLink, "link", () => itemUrl(store.get().workspaceId, itemId))}
		</div>
	);
});
