"use client";
import { useState } from "react";
import { useApprovals } from "../../react/useApprovals.ts";
import { partClass } from "../part/partClass.ts";
import { ApprovalCard } from "./ApprovalCard.tsx";
import { ApprovalPager } from "./ApprovalPager.tsx";

export interface ApprovalDockProps {
	readonly className?: string | undefined;
}

/** One of the permissions that wait, where nobody scrolls past it: the oldest, or the one that was turned to. */
export function ApprovalDock({ className }: ApprovalDockProps) {
	const approvals = useApprovals();
	const [chosen, choose] = useState<string | null>(null);
	const index = Math.max(
		0,
		approvals.findIndex(({ id }) => id === chosen),
	);
	const shown = approvals[index];
	if (!shown) return null;
	return (
		<div className={partClass("wsc-approval-dock", className)}>
			{/* A new one is another card: nobody's click may land on what came in under it. */}
			<ApprovalCard key={shown.id} item={shown} />
			{approvals.length > 1 && (
				<ApprovalPager index={index} count={approvals.length} onTurn={(to) => choose(approvals[to]?.id ?? null)} />
			)}
		</div>
	);
}
