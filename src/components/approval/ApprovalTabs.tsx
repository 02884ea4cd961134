"use client";
import type { KeyboardEvent } from "react";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { ToolCallHeader } from "../tool-call/ToolCallHead.tsx";

interface ApprovalTabsProps {
	/** Of the card, which the tabs turn. */
	readonly id: string;
	readonly approvals: readonly ApprovalItem[];
	/** The one whose card is shown. */
	readonly selected: ApprovalItem;
	readonly onSelect: (id: string) => void;
}

/** All the permissions that wait, a line each, to turn from one to another: with the arrows, too. */
export function ApprovalTabs({ id, approvals, selected, onSelect }: ApprovalTabsProps) {
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
export function approvalTabId(cardId: string, index: number): string {
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
