"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useClockOffset } from "../../react/clock.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useApprovals, useSelf, useTimelineItem } from "../../react/state.ts";
import { ApprovalOutcome } from "../items/tool-call/ApprovalOutcome.tsx";
import { ToolCallHeader } from "../items/tool-call/ToolCallHeader.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import type { ApprovalDockProps } from "../slots/partProps.ts";
import { ApprovalCard } from "./ApprovalCard.tsx";

/** Long enough to read what is asked, and to answer. */
const WARN_BEFORE_EXPIRY_MS = 60_000;

/**
 * How long there was to answer when the next of these was about to expire: told once for each, and no countdown. Null
 * while none is.
 */
function useExpiryWarning(approvals: readonly ApprovalItem[]): number | null {
	const offset = useClockOffset();
	const [told, setTold] = useState<{ readonly at: number; readonly leftMs: number } | null>(null);
	const at = approvals.reduce((least, { expiresAt = least }) => Math.min(least, expiresAt), Number.POSITIVE_INFINITY);
	useEffect(() => {
		if (at === Number.POSITIVE_INFINITY) return;
		const left = () => at - offset - Date.now();
		const tell = () => setTold({ at, leftMs: Math.round(left() / 1_000) * 1_000 });
		const timer = setTimeout(tell, left() - WARN_BEFORE_EXPIRY_MS);
		return () => clearTimeout(timer);
	}, [at, offset]);
	return told?.at === at ? told.leftMs : null;
}

interface ApprovalAnnouncerProps {
	readonly approvals: readonly ApprovalItem[];
}

/**
 * Says aloud that permissions wait, and when time runs out for the next. It is always there: a live region that comes
 * with its text is not read out.
 */
function ApprovalAnnouncer({ approvals }: ApprovalAnnouncerProps) {
	const labels = useLabels();
	const leftMs = useExpiryWarning(approvals);
	return (
		<span className="wsc-hidden" role="status">
			{approvals.length > 0 && labels.approvalsPending(approvals.length)}
			{leftMs !== null && ` · ${labels.approvalExpires(labels.duration(leftMs))}`}
		</span>
	);
}

interface ApprovalTabsProps {
	/** Of the card, which the tabs turn. */
	readonly id: string;
	readonly approvals: readonly ApprovalItem[];
	/** The one whose card is shown. */
	readonly selected: ApprovalItem;
	readonly onSelect: (id: string) => void;
}

/** All the permissions that wait, a line each, to turn from one to another: with the arrows, too. */
function ApprovalTabs({ id, approvals, selected, onSelect }: ApprovalTabsProps) {
	const labels = useLabels();
	const title = labels.approvalsPending(approvals.length);
	return (
		<div className="wsc-queue">
			<p className="wsc-queue-title">{title}</p>
			<div role="tablist" className="wsc-approval-tabs" aria-label={title} aria-orientation="vertical">
				{approvals.map((item, index) => (
					<button
						key={item.id}
						type="button"
						role="tab"
						id={approvalTabId(id, index)}
						aria-controls={id}
						className="wsc-fold-summary"
						aria-selected={item === selected}
						tabIndex={item === selected ? 0 : -1}
						onClick={() => onSelect(item.id)}
						onKeyDown={handleTabKey}
					>
						<ToolCallHeader call={item.toolCall} />
					</button>
				))}
			</div>
		</div>
	);
}

/** What the card is named by. */
function approvalTabId(cardId: string, index: number): string {
	return `${cardId}-${index}`;
}

function handleTabKey(event: KeyboardEvent<HTMLElement>): void {
	const tab = event.currentTarget;
	const tabs = [...(tab.parentElement?.querySelectorAll<HTMLElement>("[role=tab]") ?? [])];
	const next = tabs.at(indexAfterKey(event.key, tabs.indexOf(tab), tabs.length));
	if (!next || next === tab) return;
	event.preventDefault();
	next.focus();
	next.click();
}

/** Where a key leads from a tab; past the last one is the first. */
function indexAfterKey(key: string, place: number, count: number): number {
	if (key === "ArrowUp") return place - 1;
	if (key === "ArrowDown") return (place + 1) % count;
	if (key === "Home") return 0;
	return key === "End" ? -1 : place;
}

/** Long enough to be read. */
const ANSWERED_SHOWN_MS = 8_000;

/** The permission that waited here a moment ago, until somebody else answered it or its time was over; else null. */
function useAnsweredElsewhere(): ApprovalItem | null {
	const approvals = useApprovals();
	const you = useSelf();
	const before = useRef(approvals);
	const [id, setId] = useState("");
	useEffect(() => {
		const gone = before.current.filter((item) => !approvals.some((other) => other.id === item.id));
		before.current = approvals;
		setId((known) => gone.at(-1)?.id ?? known);
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
 * The permissions that wait, where nobody scrolls past them: the oldest, or the one that was turned to, in full, and all
 * of them by their titles. What somebody else answered meanwhile is told for some seconds.
 */
export function ApprovalDock({ className }: ApprovalDockProps) {
	const approvals = useApprovals();
	const answered = useAnsweredElsewhere();
	const [chosen, choose] = useState<string | null>(null);
	const shown = approvals.find(({ id }) => id === chosen) ?? approvals[0];
	const id = useId();
	const tabs = shown && approvals.length > 1 ? { id, approvals, selected: shown } : null;
	return (
		<>
			<ApprovalAnnouncer approvals={approvals} />
			{(shown || answered) && (
				<div className={partClassName("wsc-approval-dock", className)}>
					{answered && (
						<div className="wsc-queued">
							<ToolCallHeader call={answered.toolCall} />
							<ApprovalOutcome item={answered} />
						</div>
					)}
					{/* A new one is another card: nobody's click may land on what came in under it. */}
					{shown && (
						<ApprovalCard
							key={shown.id}
							item={shown}
							id={id}
							tabId={tabs ? approvalTabId(id, approvals.indexOf(shown)) : undefined}
						/>
					)}
					{tabs && <ApprovalTabs {...tabs} onSelect={choose} />}
				</div>
			)}
		</>
	);
}
