"use client";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { type AnswerApprovalState, optionKey } from "../../react/useAnswer.ts";
import { Button } from "../button/Button.tsx";
import { ErrorMessage } from "../fault/FaultMessage.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface ApprovalOptionsProps {
	readonly item: ApprovalItem;
	readonly answer: AnswerApprovalState;
}

/** The agent's options, by its own names, with the keys that take them. */
export function ApprovalOptions({ item, answer }: ApprovalOptionsProps) {
	const labels = useLabels();
	const preferred = item.options.find((option) => option.optionKind === "allow_once");
	if (!answer.canAnswer) return <p className="wsc-approval-answer wsc-faint">{labels.approvalNotAllowed}</p>;
	return (
		<div className="wsc-approval-answer">
			<div className="wsc-approval-options">
				{item.options.map((option, index) => (
					<Button
						key={option.optionId}
						variant={option === preferred ? "primary" : "plain"}
						data-option-kind={option.optionKind}
						aria-keyshortcuts={optionKey(index)}
						aria-disabled={answer.pending || undefined}
						onClick={() => answer.run(option.optionId)}
					>
						{revealDirectionOverrides(option.name)}
						<span className="wsc-key" aria-hidden="true">
							{optionKey(index)}
						</span>
					</Button>
				))}
			</div>
			{answer.error && (
				<div role="alert">
					<ErrorMessage error={answer.error}>
						<Button onClick={answer.reset}>{labels.dismiss}</Button>
					</ErrorMessage>
				</div>
			)}
		</div>
	);
}
