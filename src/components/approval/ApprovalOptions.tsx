"use client";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { type AnswerState, numberKey } from "../../react/useAnswer.ts";
import { Button } from "../button/Button.tsx";
import { FaultMessage } from "../fault/FaultMessage.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface ApprovalOptionsProps {
	readonly item: ApprovalItem;
	readonly answer: AnswerState;
}

/** The agent's options, by its own names, with the keys that take them. */
export function ApprovalOptions({ item, answer }: ApprovalOptionsProps) {
	const labels = useLabels();
	const preferred = item.options.find((option) => option.optionKind === "allow_once");
	if (!answer.allowed) return <p className="wsc-approval-answer wsc-faint">{labels.approvalNotYours}</p>;
	return (
		<div className="wsc-approval-answer">
			<div className="wsc-approval-options">
				{item.options.map((option, index) => (
					<Button
						key={option.optionId}
						look={option === preferred ? "primary" : "plain"}
						data-option-kind={option.optionKind}
						aria-keyshortcuts={numberKey(index)}
						aria-disabled={answer.pending || undefined}
						onClick={() => answer.run(option.optionId)}
					>
						{revealDirectionOverrides(option.name)}
						<span className="wsc-key" aria-hidden="true">
							{numberKey(index)}
						</span>
					</Button>
				))}
			</div>
			{answer.error && (
				<div role="alert">
					<FaultMessage fault={answer.error}>
						<Button onClick={answer.clear}>{labels.dismiss}</Button>
					</FaultMessage>
				</div>
			)}
		</div>
	);
}
