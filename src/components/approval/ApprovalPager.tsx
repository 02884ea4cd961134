"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Button } from "../button/Button.tsx";

interface ApprovalPagerProps {
	readonly index: number;
	readonly count: number;
	readonly onTurn: (index: number) => void;
}

/** Which of the permissions that wait is shown, and the way to the others. */
export function ApprovalPager({ index, count, onTurn }: ApprovalPagerProps) {
	const labels = useLabels();
	return (
		<div className="wsc-approval-head">
			<span className="wsc-row-title wsc-faint" role="status">
				{labels.approvalPlace(index + 1, count)}
			</span>
			<Button look="quiet" disabled={index === 0} onClick={() => onTurn(index - 1)}>
				{labels.previous}
			</Button>
			<Button look="quiet" disabled={index === count - 1} onClick={() => onTurn(index + 1)}>
				{labels.next}
			</Button>
		</div>
	);
}
