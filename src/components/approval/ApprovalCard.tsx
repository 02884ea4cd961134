"use client";
import { useId } from "react";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useAnswerApproval } from "../../react/useAnswer.ts";
import { useSession } from "../../react/useSession.ts";
import { useMoveFocusOnUnmount } from "../focus/useFocusHandedOn.ts";
import { Icon } from "../icon/Icon.tsx";
import { partClassName } from "../part/partClass.ts";
import { LoadFullItem } from "../timeline/LoadWhole.tsx";
import { ToolCallBody } from "../tool-call/ToolCallBody.tsx";
import { ToolCallHeader } from "../tool-call/ToolCallHead.tsx";
import { ApprovalOptions } from "./ApprovalOptions.tsx";
import { ApprovalRequirements } from "./ApprovalTerms.tsx";
import { OutsidePaths } from "./OutsidePaths.tsx";

export interface ApprovalCardProps {
	/** One that is pending. */
	readonly item: ApprovalItem;
	readonly id?: string | undefined;
	/** The tab that shows it, where it is one of several. */
	readonly tabId?: string | undefined;
	readonly className?: string | undefined;
}

/**
 * A permission the agent waits for: what would run, in full, and the agent's own options as buttons. While the
 * focus is inside of it, the keys 1 to 9 take them; no other key answers.
 */
export function ApprovalCard({ item, id, tabId, className }: ApprovalCardProps) {
	const labels = useLabels();
	const agent = useSession()?.agent ?? "";
	const title = useId();
	const ref = useMoveFocusOnUnmount<HTMLElement>();
	const answer = useAnswerApproval(item);
	return (
		<section
			ref={ref}
			className={partClassName("wsc-approval", className)}
			id={id}
			role={tabId && "tabpanel"}
			aria-labelledby={tabId ? `${title} ${tabId}` : title}
			onKeyDown={answer.handleKeyDown}
		>
			<div className="wsc-approval-head">
				<Icon name="permission" />
				<span id={title} className="wsc-row-title">
					{labels.permissionRequested(labels.agentName(agent))}
				</span>
			</div>
			<div className="wsc-approval-call">
				<div className="wsc-approval-title">
					<ToolCallHeader call={item.toolCall} full />
				</div>
				<OutsidePaths call={item.toolCall} />
				<ToolCallBody id={item.id} call={item.toolCall} />
				<LoadFullItem item={item} />
			</div>
			<ApprovalRequirements item={item} />
			<ApprovalOptions item={item} answer={answer} />
		</section>
	);
}
