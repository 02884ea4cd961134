"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { LIMITS, type PromptItem } from "../../protocol/index.ts";
import { isComposing } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useSuggestions } from "../../react/state.ts";
import { useWorkspaceStore } from "../../react/store.tsx";
import { type SuggestionState, useSuggestion } from "../../react/useSuggestion.ts";
import { PromptFiles } from "../items/prompt/PromptFiles.tsx";
import { PromptQuotes } from "../items/prompt/PromptQuotes.tsx";
import { promptSummary } from "../items/prompt/promptTexts.ts";
import { Avatar } from "../primitives/Avatar.tsx";
import { ActionButton, Button } from "../primitives/Button.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { findComposerField, useMoveFocusOnUnmount, useReturnFocus } from "../primitives/focus.ts";
import { quoteText, revealInProse } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { LoadFullItem } from "../primitives/LoadFullItem.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { useSettled } from "../primitives/useSettled.ts";
import type { QueueDockProps } from "../slots/partProps.ts";
import { QueuedPromptBadges } from "./QueuedPromptBadges.tsx";
import { QueuedPromptEditor } from "./QueuedPromptEditor.tsx";

interface DeclineFormProps {
	readonly decline: SuggestionState["decline"];
	readonly label: string;
	readonly onClose: () => void;
}

/** Asks why: Enter declines, Escape cancels. */
function DeclineForm({ decline, label, onClose }: DeclineFormProps) {
	const labels = useLabels();
	const [reason, setReason] = useState("");
	const form = useReturnFocus<HTMLDivElement>([".wsc-queued", "button[data-tool=decline]"]);
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus({ preventScroll: true }), []);
	const handleKeyDown = (event: KeyboardEvent) => {
		if (isComposing(event) || (event.key !== "Enter" && event.key !== "Escape")) return;
		event.preventDefault();
		event.stopPropagation();
		if (event.key === "Enter") decline.run(reason);
		else onClose();
	};
	return (
		<div ref={form} className="wsc-queued-edit" data-tool="decline">
			<input
				ref={field}
				className="wsc-queued-field"
				dir="auto"
				value={reason}
				maxLength={LIMITS.declineReasonCharacters}
				placeholder={labels.declineReason}
				aria-label={labels.declineReason}
				onChange={(event) => setReason(event.target.value)}
				onKeyDown={handleKeyDown}
			/>
			<button
				type="button"
				className="wsc-link"
				aria-label={label}
				aria-disabled={decline.pending || undefined}
				onClick={() => decline.run(reason)}
			>
				{labels.decideSuggestion.decline}
			</button>
			<button type="button" className="wsc-link" onClick={onClose}>
				{labels.cancel}
			</button>
			<ActionError error={decline.error} />
		</div>
	);
}

/** All that the agent would get: the text, the quoted notes and the files. */
function SuggestedText({ prompt }: SuggestionProps) {
	const { text, notes = [], attachments } = prompt;
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
		<div className="wsc-queued-text" dir="auto" tabIndex={0}>
			<PromptQuotes notes={notes} />
			{text !== "" && <span>{revealInProse(text)}</span>}
			<PromptFiles files={attachments} />
			<LoadFullItem item={prompt} />
		</div>
	);
}

interface SuggestionProps {
	readonly prompt: PromptItem;
}

const findTool = (row: Element | null, tool: string | undefined) =>
	row?.querySelector<HTMLElement>(`button[data-tool="${tool}"]`);

/**
 * The same button of the next suggestion, else of the one before: people often decide about several. Of somebody who is
 * typing, what they have changed is in the composer then, and a reason is no longer asked for.
 */
function findNextTool(row: HTMLElement, isTyping: boolean): HTMLElement | null | undefined {
	if (isTyping) return document.activeElement instanceof HTMLTextAreaElement ? findComposerField(row) : null;
	const tool = document.activeElement?.closest<HTMLElement>("[data-tool]")?.dataset.tool;
	return findTool(row.nextElementSibling, tool) ?? findTool(row.previousElementSibling, tool);
}

/** Who holds a key down has not read the suggestion to which the focus goes next. */
function ignoreRepeatedKey(event: KeyboardEvent) {
	if (event.repeat && (event.key === "Enter" || event.key === " ") && event.target instanceof HTMLButtonElement)
		event.preventDefault();
}

/** One suggestion: who may prompt sends, edits and declines it, its author edits it and takes it back. */
function Suggestion({ prompt }: SuggestionProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const ref = useMoveFocusOnUnmount<HTMLLIElement>(findNextTool);
	const { canDecide, canEdit, canWithdraw, send, decline } = useSuggestion(prompt);
	// Whoever sends it answers for it, so a click counts only once they could see what it says now.
	const isSettled = useSettled(`${prompt.id} ${prompt.suggestion?.revision ?? 0}`);
	const isSendable = isSettled && !send.pending && !prompt.truncated;
	const [open, setOpen] = useState<"edit" | "decline" | null>(null);
	const text = quoteText(promptSummary(prompt));
	const close = () => setOpen(null);
	return (
		<li ref={ref} className="wsc-queued wsc-suggested" onKeyDown={ignoreRepeatedKey}>
			<Avatar person={prompt.by} />
			<span className="wsc-hidden">{prompt.by.name}</span>
			{open !== "edit" && <SuggestedText prompt={prompt} />}
			{open === "edit" && <QueuedPromptEditor prompt={prompt} onClose={close} />}
			{open === "decline" && (
				<DeclineForm decline={decline} label={labels.suggestionAction("decline", text)} onClose={close} />
			)}
			{open === null && (
				<span className="wsc-suggested-tools">
					<QueuedPromptBadges prompt={prompt} />
					{canDecide && (
						<Button
							data-tool="send"
							aria-label={labels.suggestionAction("send", text)}
							aria-disabled={!isSendable || undefined}
							onClick={() => {
								if (isSendable) send.run();
							}}
						>
							{labels.decideSuggestion.send}
						</Button>
					)}
					{canEdit && (
						<Button
							variant="quiet"
							data-tool="edit"
							aria-label={labels.editPrompt(text)}
							title={labels.edit}
							onClick={() => setOpen("edit")}
						>
							<Icon name="edit" />
						</Button>
					)}
					{canDecide && (
						<Button
							variant="quiet"
							data-tool="decline"
							aria-label={labels.suggestionAction("decline", text)}
							onClick={() => setOpen("decline")}
						>
							{labels.decideSuggestion.decline}
						</Button>
					)}
					{canWithdraw && !canDecide && (
						<ActionButton
							variant="quiet"
							data-tool="take_back"
							aria-label={labels.suggestionAction("take_back", text)}
							title={labels.suggestionAction("take_back", text)}
							onAction={() => store.withdrawPrompt(prompt.id)}
						>
							<Icon name="close" />
						</ActionButton>
					)}
					<ActionError error={send.error} />
				</span>
			)}
		</li>
	);
}

/** The prompts that wait for somebody to send them. Nothing while there are none. */
export function SuggestionList({ className }: QueueDockProps) {
	const labels = useLabels();
	const suggestions = useSuggestions();
	if (suggestions.length === 0) return null;
	const title = labels.suggestedPrompts(suggestions.length);
	return (
		<section className={partClassName("wsc-queue wsc-suggested-list", className)} aria-label={title}>
			<h3 className="wsc-queue-title">{title}</h3>
			<ol className="wsc-queue-list">
				{suggestions.map((prompt) => (
					<Suggestion key={prompt.id} prompt={prompt} />
				))}
			</ol>
		</section>
	);
}
