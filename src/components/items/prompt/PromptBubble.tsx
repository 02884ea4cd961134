"use client";

import { type ReactNode, useRef } from "react";
import type { Attachment, Person, PromptItem } from "../../../protocol/index.ts";
import type { Labels } from "../../../react/labels/Labels.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceSelector } from "../../../react/store.tsx";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { Avatar } from "../../primitives/Avatar.tsx";
import { revealDirectionOverrides } from "../../primitives/displayText.ts";
import { FileChip } from "../../primitives/FileChip.tsx";
import { useFold } from "../../primitives/Fold.tsx";
import { partClassName } from "../../primitives/partStyle.ts";
import { Time } from "../../primitives/Time.tsx";
import { useComponents } from "../../slots/ComponentsProvider.tsx";
import type { PromptEntryProps } from "../../slots/partProps.ts";

interface PromptFilesProps {
	readonly files: readonly Attachment[];
}

/** The files that were sent with a prompt. */
function PromptFiles({ files }: PromptFilesProps) {
	const labels = useLabels();
	if (files.length === 0) return null;
	return (
		<ul className="wsc-files" aria-label={labels.attachments}>
			{files.map((file) => (
				<li key={file.id} className="wsc-chip">
					<FileChip file={file} />
				</li>
			))}
		</ul>
	);
}

interface PromptTextProps {
	readonly id: string;
	readonly text: string;
}

const MAX_UNFOLDED_CHARACTERS = 1_600;
const MAX_UNFOLDED_LINES = 16;

/** A prompt's text as it was typed; of a long one the beginning. */
function PromptText({ id, text }: PromptTextProps) {
	const labels = useLabels();
	const [open, toggle] = useFold(id);
	const textRef = useRef<HTMLDivElement>(null);
	const isLong =
		text.length > MAX_UNFOLDED_CHARACTERS || text.split("\n", MAX_UNFOLDED_LINES + 1).length > MAX_UNFOLDED_LINES;
	const showAll = () => {
		toggle();
		// The button is removed, so the focus moves to the text.
		textRef.current?.focus({ preventScroll: true });
	};
	return (
		<>
			<div
				ref={textRef}
				className="wsc-prompt-text"
				tabIndex={isLong ? -1 : undefined}
				data-truncated={(isLong && !open) || undefined}
				dir="auto"
			>
				{revealDirectionOverrides(text)}
			</div>
			{isLong && !open && (
				<button type="button" className="wsc-link" aria-expanded={false} onClick={showAll}>
					{labels.showMore}
				</button>
			)}
		</>
	);
}

/** The states of a prompt, and those of one that the workspace has not received yet. */
type PromptBubbleState = keyof Labels["promptState"];

interface PromptBubbleProps {
	/** The id of the fold of a long text. */
	readonly id: string;
	/** Null while this user's own identity is not known. */
	readonly by: Person | null;
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	readonly state: PromptBubbleState;
	/** Buttons beside the author. */
	readonly actions?: ReactNode;
	readonly className?: string | undefined;
	/** Below the text: an error, buttons. */
	readonly children?: ReactNode;
}

/** States without a badge: the rows below show them. */
const STATES_WITHOUT_BADGE: ReadonlySet<PromptBubbleState> = new Set(["running", "done", "failed"]);

/**
 * A prompt with its author and time.
 *
 * Data attributes: `data-state` (a `PromptState`, `sending`, `waiting` or `unsent`), `data-self`.
 */
export function PromptBubble(props: PromptBubbleProps) {
	const { id, by, text, attachments = [], createdAt, state, actions, className, children } = props;
	const labels = useLabels();
	const you = useOptionalWorkspaceSelector((state) => state.self);
	const name = by?.name ?? labels.you;
	const isOwn = !by || by.userId === you?.userId;
	return (
		<article
			className={partClassName("wsc-prompt", className)}
			data-state={state}
			data-self={isOwn || undefined}
			aria-label={labels.promptBy(name)}
		>
			<div className="wsc-prompt-head">
				<Avatar person={by ?? { userId: "", name }} />
				<span className="wsc-author" dir="auto">
					{name}
				</span>
				<Time at={createdAt} />
				{!STATES_WITHOUT_BADGE.has(state) && <span className="wsc-badge">{labels.promptState[state]}</span>}
				{actions && <span className="wsc-prompt-actions">{actions}</span>}
			</div>
			<PromptText id={id} text={text} />
			<PromptFiles files={attachments} />
			{children}
		</article>
	);
}

interface WithdrawnPromptProps {
	readonly item: PromptItem;
}

/** A prompt that was withdrawn before it ran. */
function WithdrawnPrompt({ item: { by, text, attachments, state } }: WithdrawnPromptProps) {
	const labels = useLabels();
	const shown = revealDirectionOverrides(text || attachments.map(({ name }) => name).join(", "));
	return (
		<article className={partClassName("wsc-session-line")} data-state={state} aria-label={labels.promptBy(by.name)}>
			<Avatar person={by} />
			<span className="wsc-row-title" dir="auto" title={shown}>
				{shown}
			</span>
			<span className="wsc-badge">{labels.promptState.withdrawn}</span>
		</article>
	);
}

/** A prompt in the timeline; a withdrawn one as a single line. */
export function PromptEntry({ item }: PromptEntryProps) {
	const { id, by, text, attachments, createdAt, state } = item;
	if (state === "withdrawn") return <WithdrawnPrompt item={item} />;
	return <PromptBubble id={id} by={by} text={text} attachments={attachments} createdAt={createdAt} state={state} />;
}

function PromptView({ item }: ItemViewProps<PromptItem>) {
	const { Prompt: Part = PromptEntry } = useComponents();
	return <Part item={item} />;
}

export const promptKind: ItemKind<PromptItem> = {
	View: PromptView,
	name: ({ text }) => text,
	estimateHeight: ({ state }) => (state === "withdrawn" ? 36 : 96),
	isFromAgent: false,
};
