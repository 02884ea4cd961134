"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { WorkspaceState } from "../../core/index.ts";
import { isSameList } from "../../core/state/structuralSharing.ts";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useClockOffset } from "../../react/clock.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useApprovals, useSelf, useTimelineItem } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { findTypedNotes, OpenNoteFormsContext } from "../items/note/NoteForm.tsx";
import { noteFormId } from "../items/note/noteFolds.ts";
import { ApprovalOutcome } from "../items/tool-call/ApprovalOutcome.tsx";
import { ToolCallHeader } from "../items/tool-call/ToolCallHeader.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { RequestTabs, useRequestSelection } from "../primitives/RequestTabs.tsx";
import type { ApprovalDockProps } from "../slots/partProps.ts";
import { ApprovalCard, type ApprovalCardProps } from "./ApprovalCard.tsx";

/** Enough time to read the request and to answer. */
const WARN_BEFORE_EXPIRY_MS = 60_000;

/**
 * The time in milliseconds that was left when the next request was about to expire; null if none is. It changes once per
 * request and does not count down.
 */
function useExpiryWarning(approvals: readonly ApprovalItem[]): number | null {
	const offset = useClockOffset();
	const [warning, setWarning] = useState<{ readonly at: number; readonly leftMs: number } | null>(null);
	const at = approvals.reduce((least, { expiresAt = least }) => Math.min(least, expiresAt), Number.POSITIVE_INFINITY);
	useEffect(() => {
		if (at === Number.POSITIVE_INFINITY) return;
		const left = () => at - offset - Date.now();
		const warn = () => setWarning({ at, leftMs: Math.round(left() / 1_000) * 1_000 });
		const timer = setTimeout(warn, left() - WARN_BEFORE_EXPIRY_MS);
		return () => clearTimeout(timer);
	}, [at, offset]);
	return warning?.at === at ? warning.leftMs : null;
}

interface ApprovalAnnouncerProps {
	readonly approvals: readonly ApprovalItem[];
}

/**
 * Announces that permission requests wait, and when the next is about to expire. Always rendered: a live region that is
 * inserted with its text is not announced.
 */
function ApprovalAnnouncer({ approvals }: ApprovalAnnouncerProps) {
	const labels = useLabels();
	const leftMs = useExpiryWarning(approvals);
	return (
		<span className="wsc-hidden" role="status">
			{approvals.length > 0 && <span>{labels.approvalsPending(approvals.length)}</span>}
			{leftMs !== null && <span>{` · ${labels.approvalExpires(labels.duration(leftMs))}`}</span>}
		</span>
	);
}

/** Enough time to read it. */
const ANSWERED_SHOWN_MS = 8_000;

/** A request that was shown here until a moment ago, when someone else answered it or it expired; otherwise null. */
function useAnsweredElsewhere(): ApprovalItem | null {
	const approvals = useApprovals();
	const you = useSelf();
	const previous = useRef(approvals);
	const [id, setId] = useState("");
	useEffect(() => {
		const settled = previous.current.filter((item) => !approvals.some((other) => other.id === item.id));
		previous.current = approvals;
		setId((current) => settled.at(-1)?.id ?? current);
	}, [approvals]);
	useEffect(() => {
		if (id === "") return;
		const timer = setTimeout(() => setId(""), ANSWERED_SHOWN_MS);
		return () => clearTimeout(timer);
	}, [id]);
	const item = useTimelineItem(id);
	return item?.kind === "approval" && isWorthShowing(item, you?.userId) ? item : null;
}

function isWorthShowing({ state }: ApprovalItem, you: string | undefined): boolean {
	if (state.status === "cancelled") return state.reason === "expired";
	return state.status === "answered" && state.by?.userId !== you;
}

/**
 * The requests about which a note is being written although they no longer wait: their cards stay until it is stored or
 * given up, as an empty field is by whoever answers.
 */
function useNotedRequests() {
	const store = useWorkspaceStore();
	const [forms, setForms] = useState<ReadonlyMap<string, number>>(new Map());
	/** Counts the open forms of a card. */
	const countForms = useCallback((id: string, change: 1 | -1) => {
		setForms((current) => new Map(current).set(id, (current.get(id) ?? 0) + change));
	}, []);
	const select = useCallback(
		({ items, self }: WorkspaceState) =>
			[...forms].flatMap(([id, count]) => {
				const item = count > 0 ? items.get(id) : undefined;
				if (item?.kind !== "approval" || item.state.status === "pending") return [];
				const isOwn = item.state.status === "answered" && item.state.by?.userId === self?.userId;
				return isOwn && findTypedNotes(store, noteFormId(id)).length === 0 ? [] : [item];
			}),
		[forms, store],
	);
	return { noted: useWorkspaceSelector(select, isSameList), countForms };
}

interface CountedCardProps extends ApprovalCardProps {
	readonly countForms: ReturnType<typeof useNotedRequests>["countForms"];
}

/** A card, whose open forms for notes are counted. */
function CountedCard({ countForms, ...card }: CountedCardProps) {
	const { id } = card.item;
	const countOwn = useCallback((change: 1 | -1) => countForms(id, change), [countForms, id]);
	return (
		<OpenNoteFormsContext.Provider value={countOwn}>
			<ApprovalCard {...card} />
		</OpenNoteFormsContext.Provider>
	);
}

/**
 * The waiting permission requests, below the timeline so that nobody scrolls past them: the oldest or the selected one
 * in full, and the titles of all. A request that someone else has answered stays for some seconds with its outcome, and
 * with its card while a note about it is being written.
 */
export function ApprovalDock({ className }: ApprovalDockProps) {
	const labels = useLabels();
	const approvals = useApprovals();
	const answered = useAnsweredElsewhere();
	const { noted, countForms } = useNotedRequests();
	const { shown, id, tabId, select } = useRequestSelection(approvals);
	const cards = shown ? [...noted, shown] : noted;
	return (
		<>
			<ApprovalAnnouncer approvals={approvals} />
			{(shown || answered || noted.length > 0) && (
				<div className={partClassName("wsc-approval-dock", className)}>
					{answered && !noted.includes(answered) && (
						<div className="wsc-queued">
							<ToolCallHeader call={answered.toolCall} />
							<ApprovalOutcome item={answered} />
						</div>
					)}
					{cards.map((item) => (
						// Keyed, so that a click never lands on a request that has just replaced the one it was meant for.
						<CountedCard key={item.id} item={item} countForms={countForms} {...(item === shown && { id, tabId })} />
					))}
					{shown && tabId && (
						<RequestTabs
							id={id}
							title={labels.approvalsPending(approvals.length)}
							items={approvals}
							selected={shown}
							onSelect={select}
						>
							{({ toolCall }) => <ToolCallHeader call={toolCall} />}
						</RequestTabs>
					)}
				</div>
			)}
		</>
	);
}
