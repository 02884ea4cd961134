"use client";

import type { NoteItem, NoteReaction } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceSelector, useOptionalWorkspaceStore } from "../../../react/store.tsx";
import { useAction } from "../../../react/useAction.ts";
import { ActionError } from "../../primitives/ErrorMessage.tsx";
import { useReturnFocus } from "../../primitives/focus.ts";

/** What most reactions are. Others come from the store: `reactToNote` takes any emoji. */
const CHOICES = ["👍", "👀", "✅", "❤️", "🎉", "🤔"];

/** An emoji that was chosen, or taken away by the last who had put it there, is gone. */
const RETURN_PLACES = [[".wsc-note", ".wsc-note-react"], [".wsc-note"]] as const;

interface ReactionProps {
	readonly reaction: NoteReaction;
	/** The current user; null for somebody who may not react. */
	readonly selfId: string | null;
	readonly onToggle: (emoji: string, on: boolean) => void;
}

function Reaction({ reaction: { emoji, by }, selfId, onToggle }: ReactionProps) {
	const labels = useLabels();
	const isOwn = by.some(({ userId }) => userId === selfId);
	const names = by.map(({ name }) => name);
	const who = labels.noteReaction(emoji, names);
	const ref = useReturnFocus<HTMLLIElement>(...RETURN_PLACES);
	return (
		<li ref={ref}>
			<button
				type="button"
				className="wsc-note-reaction"
				aria-pressed={isOwn}
				aria-disabled={selfId === null || undefined}
				title={who}
				onClick={() => selfId !== null && onToggle(emoji, !isOwn)}
			>
				<span>{emoji}</span>
				<span>{by.length}</span>
			</button>
		</li>
	);
}

interface ReactionChoiceProps {
	readonly emoji: string;
	readonly onChoose: (emoji: string) => void;
}

function ReactionChoice({ emoji, onChoose }: ReactionChoiceProps) {
	const labels = useLabels();
	const ref = useReturnFocus<HTMLLIElement>(...RETURN_PLACES);
	return (
		<li ref={ref}>
			<button
				type="button"
				className="wsc-note-reaction"
				data-choice
				aria-label={`${labels.reactToNote}: ${emoji}`}
				onClick={() => onChoose(emoji)}
			>
				<span aria-hidden="true">{emoji}</span>
			</button>
		</li>
	);
}

interface NoteReactionsProps {
	readonly note: NoteItem;
	/** Shows the emoji to choose from. */
	readonly isChoosing: boolean;
	readonly onChosen: () => void;
}

/** The emoji on a note, each with the number of people who have put it there. One's own are pressed. */
export function NoteReactions({ note, isChoosing, onChosen }: NoteReactionsProps) {
	const labels = useLabels();
	const store = useOptionalWorkspaceStore();
	const self = useOptionalWorkspaceSelector((state) => state.self);
	const { id, reactions } = note;
	const canReact = self?.allowedActions.includes("reactToNote") ?? false;
	const { run, error } = useAction(async (emoji: string, on: boolean) => {
		await store?.reactToNote(id, emoji, on);
	});
	const choose = (emoji: string) => {
		run(emoji, true);
		onChosen();
	};
	const unused = CHOICES.filter((emoji) => !reactions.some((reaction) => reaction.emoji === emoji));
	if (reactions.length === 0 && !isChoosing) return null;
	return (
		<>
			<ul className="wsc-note-reactions" aria-label={labels.noteReactions}>
				{reactions.map((reaction) => (
					<Reaction
						key={reaction.emoji}
						reaction={reaction}
						selfId={canReact ? (self?.userId ?? null) : null}
						onToggle={run}
					/>
				))}
				{isChoosing && unused.map((emoji) => <ReactionChoice key={emoji} emoji={emoji} onChoose={choose} />)}
			</ul>
			<ActionError error={error} />
		</>
	);
}
