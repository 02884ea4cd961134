"use client";

import { type RefObject, useEffect, useId, useMemo, useState } from "react";
import {
	isReasonOver,
	limitedUntil,
	sendablePrompts,
	type UnsentPrompt,
	unsentPrompts,
} from "../../core/state/unsentPrompts.ts";
import { useClockOffset } from "../../react/clock.ts";
import { editFieldText } from "../../react/composer/editFieldText.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { appendToDraft } from "../../react/returnToDraft.ts";
import { useOutbox } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { truncateWithEllipsis } from "../../rules/truncateText.ts";
import { useQuotedNotes } from "../items/prompt/PendingPrompt.tsx";
import { promptSummary } from "../items/prompt/promptTexts.ts";
import { Button } from "../primitives/Button.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { quoteText, revealInProse } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { Countdown } from "../primitives/Time.tsx";
import type { UnsentDockProps } from "../slots/partProps.ts";

const MAX_SHOWN_CHARACTERS = 200;

/** The prompt's text, the names of its files, or what the notes say that it quotes. */
function useUnsentText(prompt: UnsentPrompt): string {
	return promptSummary({ ...prompt, notes: useQuotedNotes(prompt) });
}

interface UnsentTextProps {
	readonly prompt: UnsentPrompt;
}

/** The beginning of it. */
function UnsentText({ prompt }: UnsentTextProps) {
	const text = useUnsentText(prompt);
	return <span>{revealInProse(truncateWithEllipsis(text, MAX_SHOWN_CHARACTERS))}</span>;
}

interface UnsentReasonProps {
	readonly prompt: UnsentPrompt;
	readonly sendable: readonly UnsentPrompt[];
}

/** Why the prompt was not sent; when that is over, that it can be sent. */
function UnsentReason({ prompt, sendable }: UnsentReasonProps) {
	const labels = useLabels();
	const offset = useClockOffset();
	if (isReasonOver(prompt, sendable)) return <span>{labels.unsentReady}</span>;
	const { message, hint } = labels.error(prompt.error);
	if (prompt.retryAt === undefined) return <span>{hint ? `${message} ${hint}` : message}</span>;
	return (
		<>
			<span>{`${message} `}</span>
			{/* A countdown would be announced every second. */}
			{hint && <span className="wsc-hidden">{hint}</span>}
			<Countdown until={prompt.retryAt + offset} format={labels.retryPossibleIn} />
		</>
	);
}

/** Takes a prompt back into the text field, behind what is written there. */
function useReturnToComposer(dock: RefObject<HTMLElement | null>): (clientId: string) => void {
	const store = useWorkspaceStore();
	return (clientId) => {
		const field = dock.current?.closest(".wsc-chat")?.querySelector<HTMLTextAreaElement>(".wsc-input");
		const text = store.takePrompt(clientId) ?? "";
		const next = appendToDraft(store.get().draft, text);
		if (field) editFieldText(field, next, next.length);
		else store.setDraft(next);
	};
}

interface UnsentActionsProps {
	readonly prompt: UnsentPrompt;
	readonly canSend: boolean;
	readonly onEdit: (clientId: string) => void;
}

/** Sends, edits and discards one prompt. */
function UnsentActions({ prompt, canSend, onEdit }: UnsentActionsProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const { clientId } = prompt;
	const text = quoteText(useUnsentText(prompt));
	const nameAction = (action: string) => labels.unsentAction(action, text);
	return (
		<div className="wsc-unsent-actions">
			<Button
				aria-label={nameAction(labels.tryAgain)}
				aria-disabled={!canSend || undefined}
				onClick={canSend ? () => store.retryPrompt(clientId) : undefined}
			>
				{labels.tryAgain}
			</Button>
			<Button variant="quiet" aria-label={nameAction(labels.edit)} title={labels.edit} onClick={() => onEdit(clientId)}>
				<Icon name="edit" />
			</Button>
			<Button
				variant="quiet"
				aria-label={nameAction(labels.discard)}
				title={labels.discard}
				onClick={() => store.discardPrompt(clientId)}
			>
				<Icon name="delete" />
			</Button>
		</div>
	);
}

interface UnsentAllActionsProps {
	readonly prompts: readonly UnsentPrompt[];
	readonly sendable: readonly UnsentPrompt[];
}

/** Sends what the workspace would take, or discards all after a second press. */
function UnsentAllActions({ prompts, sendable }: UnsentAllActionsProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const [isAsking, setAsking] = useState(false);
	const handleDiscard = () => {
		if (!isAsking) return setAsking(true);
		for (const { clientId } of prompts) store.discardPrompt(clientId);
	};
	return (
		<div className="wsc-unsent-actions">
			<Button
				aria-disabled={sendable.length === 0 || undefined}
				onClick={() => {
					for (const { clientId } of sendable) store.retryPrompt(clientId);
				}}
			>
				{labels.sendUnsent(sendable.length, prompts.length)}
			</Button>
			<Button data-asking={isAsking || undefined} onClick={handleDiscard} onBlur={() => setAsking(false)}>
				{isAsking ? labels.discardUnsent(prompts.length) : labels.discardAll}
			</Button>
		</div>
	);
}

interface UnsentListProps extends UnsentAllActionsProps {
	readonly id: string;
	readonly onEdit: (clientId: string) => void;
}

/** Each prompt with its reason. */
function UnsentList({ id, prompts, sendable, onEdit }: UnsentListProps) {
	return (
		<ol id={id} className="wsc-unsent-list">
			{prompts.map((prompt) => (
				<li key={prompt.clientId} className="wsc-unsent-item">
					<div className="wsc-unsent-text">
						<div className="wsc-unsent-prompt" dir="auto">
							<UnsentText prompt={prompt} />
						</div>
						<div className="wsc-unsent-reason" dir="auto">
							<UnsentReason prompt={prompt} sendable={sendable} />
						</div>
					</div>
					<UnsentActions prompt={prompt} canSend={sendable.includes(prompt)} onEdit={onEdit} />
				</li>
			))}
		</ol>
	);
}

/**
 * The current user's prompts that were not sent, in one row above the composer. They can be sent again as soon as the
 * workspace would take them, edited in the composer, and discarded. Several fold out to a list. Absent while there are
 * none.
 *
 * Data attributes: `data-open` while the list is open.
 */
export function UnsentDock({ className }: UnsentDockProps) {
	const prompts = unsentPrompts(useOutbox());
	return prompts.length > 0 ? <UnsentTray prompts={prompts} className={className} /> : null;
}

interface UnsentTrayProps extends UnsentDockProps {
	readonly prompts: readonly UnsentPrompt[];
}

function UnsentTray({ prompts, className }: UnsentTrayProps) {
	const labels = useLabels();
	const ref = useMoveFocusOnUnmount<HTMLElement>();
	const onEdit = useReturnToComposer(ref);
	const listId = useId();
	const [isOpen, setOpen] = useState(false);
	const sendable = useSendablePrompts();
	const [only] = prompts.length === 1 ? prompts : [];
	const last = prompts.at(-1);
	const title = labels.unsent(prompts.length);
	return (
		<section
			ref={ref}
			className={partClassName("wsc-unsent", className)}
			data-open={(isOpen && !only) || undefined}
			aria-label={title}
		>
			<div className="wsc-unsent-item">
				<Icon name="warning" className="wsc-unsent-icon" />
				<div className="wsc-unsent-text">
					{only ? (
						<div className="wsc-unsent-prompt" dir="auto">
							<span className="wsc-unsent-title">{title}</span>
							<span> </span>
							<UnsentText prompt={only} />
						</div>
					) : (
						<button
							type="button"
							className="wsc-unsent-toggle"
							aria-expanded={isOpen}
							aria-controls={isOpen ? listId : undefined}
							onClick={() => setOpen(!isOpen)}
						>
							<span className="wsc-unsent-title">{title}</span>
							<Icon name="expand" />
						</button>
					)}
					<div className="wsc-unsent-reason" role="alert" dir="auto">
						{last && !(isOpen && !only) && <UnsentReason prompt={last} sendable={sendable} />}
					</div>
				</div>
				{only ? (
					<UnsentActions prompt={only} canSend={sendable.includes(only)} onEdit={onEdit} />
				) : (
					<UnsentAllActions prompts={prompts} sendable={sendable} />
				)}
			</div>
			{isOpen && !only && <UnsentList id={listId} prompts={prompts} sendable={sendable} onEdit={onEdit} />}
		</section>
	);
}

/** Computed from fields that rarely change, and not on each part of an answer. */
function useSendablePrompts(): readonly UnsentPrompt[] {
	const store = useWorkspaceStore();
	const outbox = useOutbox();
	const queue = useWorkspaceSelector((state) => state.queue);
	const turn = useWorkspaceSelector((state) => state.turn);
	const self = useWorkspaceSelector((state) => state.self);
	const whenBusy = useWorkspaceSelector((state) => state.whenBusy);
	const until = limitedUntil(outbox);
	const now = useIsOver(until) ? until : 0;
	return useMemo(
		() => sendablePrompts({ ...store.get(), outbox, queue, turn, self, whenBusy }, now),
		[store, outbox, queue, turn, self, whenBusy, now],
	);
}

/** Whether a moment of the browser's clock has come. Renders when it does. */
function useIsOver(at: number): boolean {
	const [reached, setReached] = useState(0);
	useEffect(() => {
		const timer = setTimeout(() => setReached(at), at - Date.now());
		return () => clearTimeout(timer);
	}, [at]);
	return reached >= at;
}
