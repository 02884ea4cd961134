"use client";
import type { ApprovalItem } from "../../../protocol/index.ts";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { Fold } from "../../primitives/Fold.tsx";
import { LoadFullItem } from "../../primitives/LoadFullItem.tsx";
import { partClassName } from "../../primitives/partStyle.ts";
import { useComponents } from "../../slots/ComponentsProvider.tsx";
import type { ApprovalEntryProps } from "../../slots/partProps.ts";
import { ApprovalOutcome, ApprovalVotes } from "../tool-call/ApprovalOutcome.tsx";
import { ToolCallBody } from "../tool-call/ToolCallBody.tsx";
import { ToolCallHeader } from "../tool-call/ToolCallHeader.tsx";

/** A permission request with a row of its own: the tool call, and who answered what. */
export function ApprovalEntry({ item, className }: ApprovalEntryProps) {
	const { toolCall } = item;
	const summary = (
		<>
			<ToolCallHeader call={toolCall} />
			<ApprovalOutcome item={item} />
		</>
	);
	return (
		<div className={partClassName("wsc-tool", className)} data-kind={toolCall.toolKind}>
			<Fold id={item.id} summary={summary}>
				<ToolCallBody id={item.id} call={toolCall} itemIds={[item.id]}>
					<LoadFullItem item={item} />
					<ApprovalVotes item={item} />
				</ToolCallBody>
			</Fold>
		</div>
	);
}

function ApprovalView({ item }: ItemViewProps<ApprovalItem>) {
	const { Approval: Part = ApprovalEntry } = useComponents();
	return <Part item={item} />;
}

export const approvalKind: ItemKind<ApprovalItem> = {
	View: ApprovalView,
	name: ({ toolCall }) => toolCall.title,
	estimateHeight: () => 40,
	isFromAgent: true,
};
