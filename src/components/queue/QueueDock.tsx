"use client";

import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { PromptItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useQueue, useSelf } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { type MovePromptState, useMovePrompt } from "../../react/useMovePrompt.ts";
import { selectStartingPrompt, WithdrawButton } from "../items/prompt/PendingPrompt.tsx";
import { promptSummary } from "../items/prompt/promptTexts.ts";
import { Avatar } from "../primitives/Avatar.tsx";
import { Button } from "../primitives/Button.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { findComposerField, useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { quoteText, revealInProse } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import type { QueueDockProps } from "../slots/partProps.ts";
import { QueuedPromptBadges } from "./QueuedPromptBadges.tsx";
import { QueuedPromptEditor } from "./QueuedPromptEditor.tsx";
import { SuggestionList } from "./SuggestionList.tsx";
import { hasStarted, showStart } from "./showStart.ts";

interface QueueToolsProps {
	readonly prompt: PromptItem;
	readonly move: MovePromptState;
	readonly isEditing: boolean;
	readonly onEditingChange: (isEditing: boolean) => void;
}

/** Moves a queued prompt and edits its text. While it is edited, the text field replaces the buttons. */
function QueueTools({ prompt, move, isEditing, onEditingChange }: QueueToolsProps) {
	const labels = useLabels();
	const mayEdit = useSelf()?.allowedActions.includes("editPrompt") ?? false;
	if (isEditing) return <QueuedPromptEditor prompt={prompt} onClose={() => onEditingChange(false)} />;

	const text = quoteText(prompt.text);
	const renderMove = (step: -1 | 1, icon: "up" | "down", label: string) => (
		<Button
			variant="quiet"
			aria-label={labels.movePrompt(label, text)}
			aria-keyshortcuts={step < 0 ? "Alt+ArrowUp" : "Alt+ArrowDown"}
			title={label}
			aria-disabled={!move.canMove(step) || undefined}
			onClick={() => move.move(step)}
		>
			<Icon name={icon} />
		</Button>
	);
	return (
		<>
			{move.isMovable && renderMove(-1, "up", labels.moveUp)}
			{move.isMovable && renderMove(1, "down", labels.moveDown)}
			{move.canChange && mayEdit && (
				<Button
					variant="quiet"
					data-tool="edit"
					aria-label={labels.editPrompt(text)}
					title={labels.edit}
					onClick={() => onEditingChange(true)}
				>
					<Icon name="edit" />
				</Button>
			)}
		</>
	);
}

interface QueuedPromptProps {
	readonly prompt: PromptItem;
	/** All queued prompts, the next one first. */
	readonly queue: readonly PromptItem[];
}

/** What is typed in the field of a prompt goes on in the composer when that starts. */
function followEdit(row: HTMLElement, isTyping: boolean) {
	return isTyping ? findComposerField(row) : null;
}

/** A queued prompt. Its author and owners of the workspace can edit, move and withdraw it in place. */
function QueuedPrompt({ prompt, queue }: QueuedPromptProps) {
	const labels = useLabels();
	const ref = useMoveFocusOnUnmount<HTMLLIElement>(followEdit);
	useShowStart(ref, prompt);
	const [isEditing, setEditing] = useState(false);
	const move = useMovePrompt(prompt, queue);
	return (
		// Alt and an arrow move the prompt, from any button in it.
		<li ref={ref} className="wsc-queued" onKeyDown={isEditing ? undefined : move.handleKeyDown}>
			<Avatar person={prompt.by} />
			<span className="wsc-hidden">{prompt.by.name}</span>
			{!isEditing && (
				<>
					<span className="wsc-queued-text" dir="auto">
						{revealInProse(promptSummary(prompt))}
					</span>
					<QueuedPromptBadges prompt={prompt} />
				</>
			)}
			<span className={isEditing ? "wsc-queued-edited" : "wsc-queued-tools"}>
				<QueueTools prompt={prompt} move={move} isEditing={isEditing} onEditingChange={setEditing} />
				{!isEditing && (
					<>
						<WithdrawButton prompt={prompt} />
						<ActionError error={move.error} />
					</>
				)}
			</span>
			<span className="wsc-hidden" role="status">
				{move.hasMoved && labels.promptMoved(queue.indexOf(prompt) + 1, queue.length)}
			</span>
		</li>
	);
}

/** Shows where a prompt goes when it leaves the queue because it starts. */
function useShowStart(row: RefObject<HTMLElement | null>, { id, clientId }: PromptItem): void {
	const store = useWorkspaceStore();
	// The cleanup of a layout effect runs before the row is removed from the page.
	useLayoutEffect(() => {
		const element = row.current;
		return () => {
			if (element && hasStarted(store.get(), id)) showStart(element, clientId || id);
		};
	}, [row, store, id, clientId]);
}

/** Scrolls a list to a prompt that is added at its end, unless the user is busy in the list. */
function useShowAdded(queue: readonly PromptItem[]): RefObject<HTMLOListElement | null> {
	const list = useRef<HTMLOListElement>(null);
	const { length } = queue;
	const count = useRef(length);
	useLayoutEffect(() => {
		const wasAdded = length > count.current;
		count.current = length;
		if (wasAdded && list.current && !list.current.contains(document.activeElement))
			list.current.scrollTop = list.current.scrollHeight;
	}, [length]);
	return list;
}

/**
 * The prompts that wait for the current turn to end, the next one first. They can be edited, moved (Alt+↑, Alt+↓) and
 * withdrawn. A prompt that only waits for the agent to start is shown in the timeline instead. Suggestions stand in a list of
 * their own, with buttons to send, edit and decline them.
 */
export function QueueDock({ className }: QueueDockProps) {
	const labels = useLabels();
	const starting = useWorkspaceSelector(selectStartingPrompt);
	const queue = useQueue().filter((prompt) => prompt !== starting);
	const list = useShowAdded(queue);
	if (queue.length === 0) return <SuggestionList className={className} />;
	return (
		<>
			<SuggestionList className={className} />
			<section className={partClassName("wsc-queue", className)} aria-label={labels.queue(queue.length)}>
				<h3 className="wsc-queue-title">{labels.queue(queue.length)}</h3>
				<ol ref={list} className="wsc-queue-list">
					{queue.map((prompt) => (
						<QueuedPrompt key={prompt.id} prompt={prompt} queue={queue} />
					))}
				</ol>
			</section>
		</>
	);
}
