"use client";
import type { PlanItem } from "../../../protocol/index.ts";
import { wordFor } from "../../../react/labels/format.ts";
import type { Labels } from "../../../react/labels/Labels.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceSelector } from "../../../react/store.tsx";
import { LazyMarkdown } from "../../content/lazyContent.tsx";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { revealInProse } from "../../primitives/hiddenText.ts";
import { Icon } from "../../primitives/Icon.tsx";
import { LoadFullItem } from "../../primitives/LoadFullItem.tsx";
import { partClassName } from "../../primitives/partStyle.ts";
import { useComponents } from "../../slots/ComponentsProvider.tsx";
import type { PlanCardProps } from "../../slots/partProps.ts";

/**
 * The agent's plan and its progress. Many agents do not report its end, so an entry that was in progress when the turn
 * ended is shown as pending.
 *
 * Data attributes: `data-status` and `data-priority` of each entry, as ACP names them.
 */
export function PlanCard({ item, className }: PlanCardProps) {
	const labels = useLabels();
	const isTurnOver = useOptionalWorkspaceSelector((state) => state.turn?.id !== item.turnId);
	const entries = item.entries.map((entry) =>
		isTurnOver && entry.status === "in_progress" ? ({ ...entry, status: "pending" } as const) : entry,
	);
	const done = item.entries.filter((entry) => entry.status === "completed").length;
	const progress = entries.length === 0 ? emptyText(item, labels) : labels.planProgress(done, entries.length);
	return (
		<section className={partClassName("wsc-plan", className)} aria-label={labels.plan}>
			<div className="wsc-plan-head">
				<Icon name="plan" />
				<span className="wsc-row-title">{labels.plan}</span>
				<span className="wsc-faint">{progress}</span>
			</div>
			{entries.length > 0 && (
				<>
					<progress className="wsc-plan-progress" value={done} max={entries.length} aria-label={progress} />
					<ol className="wsc-plan-entries">
						{entries.map((entry, index) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: an entry has no id.
							<li key={index} className="wsc-plan-entry" data-status={entry.status} data-priority={entry.priority}>
								<Icon name={entry.status} />
								<span className="wsc-plan-text" dir="auto">
									{revealInProse(entry.content)}
								</span>
								<span className="wsc-hidden">{wordFor(labels.planStatus, entry.status)}</span>
							</li>
						))}
					</ol>
				</>
			)}
			{item.markdown && (
				<div className="wsc-plan-markdown" dir="auto">
					<LazyMarkdown text={item.markdown} streaming={!isTurnOver} />
					<LoadFullItem item={item} />
				</div>
			)}
		</section>
	);
}

/** What stands in the place of the progress when there are no steps. */
function emptyText({ markdown }: PlanItem, labels: Labels): string {
	return markdown ? "" : labels.planCleared;
}

function PlanView({ item }: ItemViewProps<PlanItem>) {
	const { Plan: Part = PlanCard } = useComponents();
	return <Part item={item} />;
}

export const planKind: ItemKind<PlanItem> = {
	View: PlanView,
	name: ({ entries, markdown }) => entries[0]?.content ?? markdown ?? "",
	estimateHeight: () => 160,
	isFromAgent: true,
};
