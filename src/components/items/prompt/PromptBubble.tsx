"use client";

import { type ReactNode, useRef } from "react";
import { mentionPattern } from "../../../core/state/notes.ts";
import type { Attachment, Mention, Person, PromptItem, QuotedNote } from "../../../protocol/index.ts";
import { wordFor } from "../../../react/labels/format.ts";
import type { Labels } from "../../../react/labels/Labels.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceSelector } from "../../../react/store.tsx";
import { isNamed } from "../../../rules/mentions.ts";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { Avatar } from "../../primitives/Avatar.tsx";
import { useFold } from "../../primitives/Fold.tsx";
import { revealCharacters, revealInProse } from "../../primitives/hiddenText.ts";
import { LoadFullItem } from "../../primitives/LoadFullItem.tsx";
import { partClassName } from "../../primitives/partStyle.ts";
import { Time } from "../../primitives/Time.tsx";
import { useComponents } from "../../slots/ComponentsProvider.tsx";
import type { PromptEntryProps } from "../../slots/partProps.ts";
import { PromptFiles } from "./PromptFiles.tsx";
import { PromptQuotes } from "./PromptQuotes.tsx";
import { describeWithdrawal, promptSummary } from "./promptTexts.ts";

/**
 * Inline code in one line, and mentions: `@` at the start of a word, with the path or name after it. What else looks like
 * Markdown is shown as it was typed.
 */
const CODE_OR_MENTION = /(?<![`\\])`[^`\n]+`(?!`)|(?<![^\s([{])@(?:"[^"\n]+"|[^\s"@`]*[^\s"@`.,;:!?)\]}])/g;

/** What follows is shown as it was typed: a pasted text can hold any number of them. */
const MAX_PIECES = 400;

/** A person's name may have several words. */
function patternWith(mentions: readonly Mention[]): RegExp {
	const people = mentionPattern(mentions);
	return people ? new RegExp(`${people.source}|${CODE_OR_MENTION.source}`, "gu") : CODE_OR_MENTION;
}

interface TypedTextProps {
	readonly text: string;
	readonly mentions: readonly Mention[];
}

/** A text as it was typed, with its code and mentions marked. */
function TypedText({ text, mentions }: TypedTextProps) {
	const pieces: ReactNode[] = [];
	let end = 0;
	const addPlain = (until: number) => {
		const plain = revealInProse(text.slice(end, until));
		if (plain !== "") pieces.push(<span key={end}>{plain}</span>);
	};
	for (const { 0: marked, index } of text.matchAll(patternWith(mentions))) {
		if (pieces.length > MAX_PIECES) break;
		addPlain(index);
		const isCode = marked.startsWith("`");
		const shown = revealCharacters(isCode ? marked.slice(1, -1) : marked);
		pieces.push(
			<code key={`at ${index}`} className={isCode ? "wsc-prompt-code" : "wsc-prompt-mention"} translate="no">
				{shown}
			</code>,
		);
		end = index + marked.length;
	}
	addPlain(text.length);
	return pieces;
}

interface PromptTextProps extends TypedTextProps {
	readonly id: string;
}

const MAX_UNFOLDED_CHARACTERS = 1_600;
const MAX_UNFOLDED_LINES = 16;

/** A prompt's text as it was typed; of a long one the beginning. */
function PromptText({ id, text, mentions }: PromptTextProps) {
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
				<TypedText text={text} mentions={mentions} />
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

/** The props of `<PromptBubble>`. */
export interface PromptBubbleProps {
	/** The id of the fold of a long text. */
	readonly id: string;
	/** Null while this user's own identity is not known. */
	readonly by: Person | null;
	/** The text of the prompt, as it was typed. */
	readonly text: string;
	/** The files that were sent with it. Default: none. */
	readonly attachments?: readonly Attachment[] | undefined;
	/** The notes that it quotes. Default: none. */
	readonly notes?: readonly QuotedNote[] | undefined;
	/** Whom the text names. Default: nobody. */
	readonly mentions?: readonly Mention[] | undefined;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	/** The state to show: a `PromptState`, or one of a prompt that is not stored yet. */
	readonly state: PromptBubbleState;
	/** Buttons beside the author. */
	readonly actions?: ReactNode;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
	/** Below the text: an error, buttons. */
	readonly children?: ReactNode;
}

const NOBODY: readonly Mention[] = [];

/** States without a badge: the rows below show them. */
const STATES_WITHOUT_BADGE: ReadonlySet<PromptBubbleState> = new Set(["running", "done", "failed", "cancelled"]);

/**
 * A prompt with its author and time.
 *
 * Data attributes: `data-state` (a `PromptState`, `sending` or `waiting`), `data-self`, `data-mentions-self` if it names the
 * current user.
 */
export function PromptBubble(props: PromptBubbleProps) {
	const {
		id,
		by,
		text,
		attachments = [],
		notes = [],
		mentions = NOBODY,
		createdAt,
		state,
		actions,
		className,
		children,
	} = props;
	const labels = useLabels();
	const you = useOptionalWorkspaceSelector((state) => state.self);
	const name = by?.name ?? labels.you;
	const isOwn = !by || by.userId === you?.userId;
	return (
		<article
			className={partClassName("wsc-prompt", className)}
			data-state={state}
			data-self={isOwn || undefined}
			data-mentions-self={isNamed(mentions, you?.userId) || undefined}
			aria-label={labels.promptBy(name)}
			tabIndex={-1}
		>
			<div className="wsc-prompt-head">
				<Avatar person={by ?? { userId: "", name }} />
				{/* Screen readers jump from heading to heading: each turn has one for its prompt and one for what the agent did. */}
				<h3 className="wsc-author" dir="auto" aria-label={labels.promptBy(name)}>
					{name}
				</h3>
				<Time at={createdAt} />
				{!STATES_WITHOUT_BADGE.has(state) && <span className="wsc-badge">{wordFor(labels.promptState, state)}</span>}
				{actions && <span className="wsc-prompt-actions">{actions}</span>}
			</div>
			<PromptQuotes notes={notes} />
			{(text !== "" || notes.length === 0) && <PromptText id={id} text={text} mentions={mentions} />}
			<PromptFiles files={attachments} />
			{children}
		</article>
	);
}

interface WithdrawnPromptProps {
	readonly item: PromptItem;
}

/** A prompt that was withdrawn before it ran, and why if its author did not do it. */
function WithdrawnPrompt({ item }: WithdrawnPromptProps) {
	const labels = useLabels();
	const { by, state, withdrawal } = item;
	const shown = revealInProse(promptSummary(item));
	const reason = describeWithdrawal(withdrawal, labels);
	return (
		<article
			className={partClassName("wsc-session-line")}
			data-state={state}
			aria-label={labels.promptBy(by.name)}
			tabIndex={-1}
		>
			<Avatar person={by} />
			<span className="wsc-row-title" dir="auto" title={shown}>
				{shown}
			</span>
			<span className="wsc-badge" dir="auto" title={reason}>
				{revealInProse(reason)}
			</span>
		</article>
	);
}

/** A prompt in the timeline; a withdrawn one as a single line. */
export function PromptEntry({ item }: PromptEntryProps) {
	const { id, by, text, attachments, notes, mentions, createdAt, state, sentBy, editedBy } = item;
	const labels = useLabels();
	if (state === "withdrawn") return <WithdrawnPrompt item={item} />;
	const others = [
		...(sentBy && sentBy.userId !== by.userId ? [labels.sentBy(sentBy.name)] : []),
		...(editedBy ? [labels.editedBy(editedBy.name)] : []),
	];
	const badges = others.map((text) => (
		<span key={text} className="wsc-badge">
			{text}
		</span>
	));
	return (
		<PromptBubble
			{...{ id, by, text, attachments, notes, mentions, createdAt, state }}
			actions={badges.length > 0 && badges}
		>
			<LoadFullItem item={item} />
		</PromptBubble>
	);
}

function PromptView({ item }: ItemViewProps<PromptItem>) {
	const { Prompt: Part = PromptEntry } = useComponents();
	return <Part item={item} />;
}

export const promptKind: ItemKind<PromptItem> = {
	View: PromptView,
	name: promptSummary,
	estimateHeight: ({ state }) => (state === "withdrawn" ? 36 : 96),
	isFromAgent: false,
};
