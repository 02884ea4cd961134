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

/** A prompt's words as they were typed; a long one shows its beginning. */
function PromptText({ id, text }: PromptTextProps) {
	const labels = useLabels();
	const [open, toggle] = useFold(id);
	const shown = useRef<HTMLDivElement>(null);
	const long =
		text.length > MAX_UNFOLDED_CHARACTERS || text.split("\n", MAX_UNFOLDED_LINES + 1).length > MAX_UNFOLDED_LINES;
	const showAll = () => {
		toggle();
		// The button goes away: the focus stays at what it has opened.
		shown.current?.focus({ preventScroll: true });
	};
	return (
		<>
			<div
				ref={shown}
				className="wsc-prompt-text"
				tabIndex={long ? -1 : undefined}
				data-cut={(long && !open) || undefined}
				dir="auto"
			>
				{revealDirectionOverrides(text)}
			</div>
			{long && !open && (
				<button type="button" className="wsc-link" aria-expanded={false} onClick={showAll}>
					{labels.showMore}
				</button>
			)}
		</>
	);
}

/** The states of a prompt, and those of one that is not with the workspace yet. */
type PromptBubbleState = keyof Labels["promptState"];

export interface PromptBubbleProps {
	/** What the reader's choice to see all of it is kept under. */
	readonly id: string;
	/** Null while it is not known who this browser speaks for. */
	readonly by: Person | null;
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	readonly state: PromptBubbleState;
	/** Buttons beside the author. */
	readonly actions?: ReactNode;
	readonly className?: string | undefined;
	/** What stands beneath: an error, buttons. */
	readonly children?: ReactNode;
}

/** States that go without saying: the agent's work shows them. */
const STATES_WITHOUT_BADGE: ReadonlySet<PromptBubbleState> = new Set(["running", "done", "failed"]);

/**
 * What a person asked, with who and when.
 *
 * Data attributes: `data-state` (a `PromptState`, `sending`, `waiting` or `unsent`), `data-own`.
 */
export function PromptBubble(props: PromptBubbleProps) {
	const { id, by, text, attachments = [], createdAt, state, actions, className, children } = props;
	const labels = useLabels();
	const you = useOptionalWorkspaceSelector((state) => state.self);
	const name = by?.name ?? labels.you;
	const own = !by || by.userId === you?.userId;
	return (
		<article
			className={partClassName("wsc-prompt", className)}
			data-state={state}
			data-own={own || undefined}
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

/** A prompt that was taken back before its turn: nothing came of it. */
function WithdrawnPrompt({ item: { by, text, attachments, state } }: WithdrawnPromptProps) {
	const labels = useLabels();
	const words = revealDirectionOverrides(text || attachments.map(({ name }) => name).join(", "));
	return (
		<article className={partClassName("wsc-session-line")} data-state={state} aria-label={labels.promptBy(by.name)}>
			<Avatar person={by} />
			<span className="wsc-row-title" dir="auto" title={words}>
				{words}
			</span>
			<span className="wsc-badge">{labels.promptState.withdrawn}</span>
		</article>
	);
}

/** A prompt of the timeline; of one that was withdrawn a line. */
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
