"use client";
import type { ApprovalItem } from "../../protocol/index.ts";
import { Fold } from "../fold/Fold.tsx";
import { Icon } from "../icon/Icon.tsx";
import { partClass } from "../part/partClass.ts";
import { ToolCallBody } from "../tool-call/ToolCallBody.tsx";
import { ToolTitle } from "../tool-call/ToolTitle.tsx";
import { ApprovalOutcome } from "./ApprovalOutcome.tsx";

export interface ApprovalEntryProps {
	readonly item: ApprovalItem;
	readonly className?: string | undefined;
}

/**
 * A permission in the timeline: what was asked, and who answered what.
 *
 * Data attributes: `data-status` (`pending`, `answered`, `cancelled`), `data-option-kind` of the answer.
 */
export function ApprovalEntry({ item, className }: ApprovalEntryProps) {
	const { state, toolCall } = item;
	const answer = state.status === "answered" ? item.options.find((option) => option.optionId === state.optionId) : null;
	const summary = (
		<>
			<Icon name="permission" />
			<ToolTitle title={toolCall.title} code={toolCall.toolKind === "execute"} />
			<ApprovalOutcome item={item} />
		</>
	);
	return (
		<div
			className={partClass("wsc-approval-entry", className)}
			data-status={state.status}
			data-option-kind={answer?.optionKind}
		>
			<Fold id={item.id} summary={summary}>
				<ToolCallBody id={item.id} call={toolCall} />
			</Fold>
		</div>
	);
}
