"use client";

import { useId } from "react";
import { isOutsideFolder } from "../../core/index.ts";
import { toolCallPaths } from "../../core/paths.ts";
import { type ApprovalItem, isAtLeastRole, type Role, type ToolCall } from "../../protocol/index.ts";
import { useClockOffset } from "../../react/clock.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useSession, useWorkingDirectory } from "../../react/state.ts";
import { useWorkspaceSelector } from "../../react/store.tsx";
import { type AnswerApprovalState, optionKey, useAnswerApproval } from "../../react/useAnswerApproval.ts";
import { ApprovalVotes } from "../items/tool-call/ApprovalOutcome.tsx";
import { ToolCallBody } from "../items/tool-call/ToolCallBody.tsx";
import { ToolCallHeader } from "../items/tool-call/ToolCallHeader.tsx";
import { Button } from "../primitives/Button.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { Icon } from "../primitives/Icon.tsx";
import { LoadFullItem } from "../primitives/LoadFullItem.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { Countdown } from "../primitives/Time.tsx";

interface ApprovalOptionsProps {
	readonly item: ApprovalItem;
	readonly answer: AnswerApprovalState;
}

/** The agent's options as buttons, with their keys. */
function ApprovalOptions({ item, answer }: ApprovalOptionsProps) {
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

interface ApprovalRequirementsProps {
	readonly item: ApprovalItem;
}

/** Who has to answer, who has already, the rule that requires it, and when it expires. */
function ApprovalRequirements({ item }: ApprovalRequirementsProps) {
	const { requirements, votes = [], rule, expiresAt } = item;
	const labels = useLabels();
	const offset = useClockOffset();
	const approvalRole = useWorkspaceSelector((state) => state.approvalRole);
	const role = requiredRole(requirements?.role, approvalRole);
	return (
		<>
			{role && (
				<p className="wsc-faint">
					{labels.approvalRequirements(role, requirements?.approvers ?? 1, votes.length)}
					{rule !== undefined && ` · ${labels.approvalRule(rule)}`}
				</p>
			)}
			<ApprovalVotes item={item} />
			{expiresAt !== undefined && (
				<>
					<Countdown until={expiresAt} format={labels.approvalExpires} />
					{/* Screen readers get the time of expiry by the local clock: a countdown would be announced every second. */}
					<span className="wsc-hidden">{labels.approvalExpiresAt(labels.time(expiresAt - offset))}</span>
				</>
			)}
		</>
	);
}

/** The higher of the role that this request requires and the one that may answer requests at all. */
function requiredRole(required: Role | undefined, approvalRole: Role | null): Role | null {
	if (!required || !approvalRole) return required ?? approvalRole;
	return isAtLeastRole(required, approvalRole) ? required : approvalRole;
}

interface OutsidePathsProps {
	readonly call: ToolCall;
}

/** Warns about the files of a call that are outside of the agent's working directory, with their full paths. */
function OutsidePaths({ call }: OutsidePathsProps) {
	const labels = useLabels();
	const folder = useWorkingDirectory();
	const outside = toolCallPaths(call).filter((path) => isOutsideFolder(path, folder));
	if (outside.length === 0) return null;
	return (
		<p className="wsc-turn-end-line" style={{ color: "var(--_warning)" }}>
			<Icon name="warning" />
			<span>{labels.outsideWorkingDirectory}</span>
			{outside.map((path) => (
				<bdi key={path} className="wsc-code">
					{revealDirectionOverrides(path)}
				</bdi>
			))}
		</p>
	);
}

interface ApprovalCardProps {
	/** A pending one. */
	readonly item: ApprovalItem;
	readonly id?: string | undefined;
	/** The tab that selects it, if there are several. */
	readonly tabId?: string | undefined;
	readonly className?: string | undefined;
}

/**
 * A permission request that the agent waits for: what would run, in full, and the agent's options as buttons. While the
 * focus is inside of it, the keys 1 to 9 choose an option; no other key answers.
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
