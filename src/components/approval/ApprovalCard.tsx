"use client";
import { useId } from "react";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useAnswer } from "../../react/useAnswer.ts";
import { useSession } from "../../react/useSession.ts";
import { useFocusHandedOn } from "../focus/useFocusHandedOn.ts";
import { Icon } from "../icon/Icon.tsx";
import { partClass } from "../part/partClass.ts";
import { LoadWhole } from "../timeline/LoadWhole.tsx";
import { ToolCallBody } from "../tool-call/ToolCallBody.tsx";
import { ToolCallHead } from "../tool-call/ToolCallHead.tsx";
import { ApprovalOptions } from "./ApprovalOptions.tsx";
import { ApprovalTerms } from "./ApprovalTerms.tsx";
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
	const ref = useFocusHandedOn<HTMLElement>();
	const answer = useAnswer(item);
	return (
		<section
			ref={ref}
			className={partClass("wsc-approval", className)}
			id={id}
			role={tabId && "tabpanel"}
			aria-labelledby={tabId ? `${title} ${tabId}` : title}
			onKeyDown={answer.handleKey}
		>
			<div className="wsc-approval-head">
				<Icon name="permission" />
				<span id={title} className="wsc-row-title">
					{labels.approvalAsks(labels.agentName(agent))}
				</span>
			</div>
			<div className="wsc-approval-call">
				<div className="wsc-approval-title">
					<ToolCallHead call={item.toolCall} whole />
				</div>
				<OutsidePaths call={item.toolCall} />
				<ToolCallBody id={item.id} call={item.toolCall} />
				<LoadWhole item={item} />
			</div>
			<ApprovalTerms item={item} />
			<ApprovalOptions item={item} answer={answer} />
		</section>
	);
}
