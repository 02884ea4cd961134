"use client";
import type { PlanItem } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceSelector } from "../../../react/store.tsx";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { revealDirectionOverrides } from "../../primitives/displayText.ts";
import { Icon } from "../../primitives/Icon.tsx";
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
	return (
		<section className={partClassName("wsc-plan", className)} aria-label={labels.plan}>
			<div className="wsc-plan-head">
				<Icon name="plan" />
				<span className="wsc-row-title">{labels.plan}</span>
				<span className="wsc-faint">{labels.planProgress(done, item.entries.length)}</span>
			</div>
			<progress
				className="wsc-plan-progress"
				value={done}
				max={Math.max(1, item.entries.length)}
				aria-label={labels.planProgress(done, item.entries.length)}
			/>
			<ol className="wsc-plan-entries">
				{entries.map((entry, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: an entry has no id.
					<li key={index} className="wsc-plan-entry" data-status={entry.status} data-priority={entry.priority}>
						<Icon name={entry.status} />
						<span className="wsc-plan-text" dir="auto">
							{revealDirectionOverrides(entry.content)}
						</span>
						<span className="wsc-hidden">{labels.planStatus[entry.status]}</span>
					</li>
				))}
			</ol>
		</section>
	);
}

function PlanView({ item }: ItemViewProps<PlanItem>) {
	const { Plan: Part = PlanCard } = useComponents();
	return <Part item={item} />;
}

export const planKind: ItemKind<PlanItem> = {
	View: PlanView,
	name: ({ entries }) => entries[0]?.content ?? "",
	estimateHeight: () => 160,
	isFromAgent: true,
};
