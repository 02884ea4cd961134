"use client";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useCommand } from "../../react/useCommand.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { useYou } from "../../react/useYou.ts";
import { Button } from "../button/Button.tsx";
import { FaultMessage } from "../fault/FaultMessage.tsx";

interface ApprovalOptionsProps {
	readonly item: ApprovalItem;
}

/** The agent's options, by its own names. */
export function ApprovalOptions({ item }: ApprovalOptionsProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const you = useYou();
	const answer = useCommand((optionId: string) => store.answer(item.id, optionId));
	const preferred = item.options.find((option) => option.optionKind === "allow_once");
	if (you && !you.allowed.includes("answer")) return <p className="wsc-faint">{labels.approvalNotYours}</p>;
	return (
		<>
			<div className="wsc-approval-options">
				{item.options.map((option) => (
					<Button
						key={option.optionId}
						look={option === preferred ? "primary" : "plain"}
						data-option-kind={option.optionKind}
						aria-disabled={answer.pending || undefined}
						onClick={() => answer.run(option.optionId)}
					>
						{option.name}
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
		</>
	);
}
