"use client";

import { useEffect, useId, useRef } from "react";
import type { ApprovalItem, PermissionOption } from "../../protocol/index.ts";
import { hasAppleKeys } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { type AnswerApprovalState, optionKey } from "../../react/useAnswerApproval.ts";
import { usableOptions } from "../../rules/approvals.ts";
import { truncateWithEllipsis } from "../../rules/truncateText.ts";
import { optionName } from "../items/tool-call/optionText.ts";
import { AnswerError } from "../primitives/AnswerError.tsx";
import { Button } from "../primitives/Button.tsx";
import { useReturnFocus } from "../primitives/focus.ts";
import { stripHidden } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { useSettled } from "../primitives/useSettled.ts";
import { chordOf } from "./useAnswerKeys.ts";

/** Why the options that are no rejection cannot be chosen yet; null if they can. */
type Obstacle = "unread" | "incomplete" | null;

interface AnswerChoice {
	readonly options: readonly PermissionOption[];
	/** Whether an option can be chosen now. */
	readonly canChoose: (option: PermissionOption) => boolean;
	readonly choose: (option: PermissionOption) => void;
	readonly chooseByDigit: (digit: string) => void;
	readonly isSettled: boolean;
}

/** One way to answer for buttons, keys and chords, with all that may stand in the way. */
export function useAnswerChoice(
	item: ApprovalItem,
	answer: AnswerApprovalState,
	{ requestKey, obstacle }: { readonly requestKey: string; readonly obstacle: Obstacle },
): AnswerChoice {
	const options = usableOptions(item.options);
	const isSettled = useSettled(requestKey);
	/** What was chosen and not refused: an answer stays pending for a moment after the workspace has it. */
	const chosen = useRef<string | null>(null);
	useEffect(() => {
		if (answer.error) chosen.current = null;
	}, [answer.error]);
	const canChoose = ({ optionKind }: PermissionOption) =>
		item.state.status === "pending" &&
		answer.canAnswer &&
		isSettled &&
		!answer.pending &&
		(obstacle === null || optionKind.startsWith("reject"));
	const choose = (option: PermissionOption) => {
		const key = `${requestKey}\n${option.optionId}`;
		if (!canChoose(option) || chosen.current === key) return;
		chosen.current = key;
		answer.run(option.optionId);
	};
	const chooseByDigit = (digit: string) => {
		const option = options.find((_, index) => optionKey(index) === digit);
		if (option) choose(option);
	};
	return { options, canChoose, choose, chooseByDigit, isSettled };
}

const OPTION_ICONS = {
	allow_once: "completed",
	allow_always: "always",
	reject_once: "failed",
	reject_always: "cancelled",
	other: "other",
} as const;

const MAX_TITLE_LENGTH = 1_000;

interface ApprovalOptionButtonProps {
	readonly option: PermissionOption;
	readonly choice: AnswerChoice;
	readonly digit: string | undefined;
	readonly isPreferred: boolean;
	readonly describedBy: string | undefined;
}

/** An option by its kind in our words, since the agent may call it anything, and then by the agent's name for it. */
function ApprovalOptionButton({ option, choice, digit, isPreferred, describedBy }: ApprovalOptionButtonProps) {
	const labels = useLabels();
	const name = optionName(option);
	const canChoose = choice.canChoose(option);
	return (
		<Button
			variant={isPreferred ? "primary" : "plain"}
			data-option-kind={option.optionKind}
			aria-keyshortcuts={digit && `${digit} ${chordOf(digit).replace("Ctrl", "Control")}`}
			// Not `disabled`, which would take the focus away.
			aria-disabled={!canChoose || undefined}
			aria-describedby={canChoose ? undefined : describedBy}
			title={truncateWithEllipsis(stripHidden(option.name), MAX_TITLE_LENGTH)}
			onClick={() => choice.choose(option)}
		>
			<Icon name={OPTION_ICONS[option.optionKind]} className="wsc-option-icon" />
			{/* The space is for the name of the button. */}
			<span className="wsc-approval-word">{`${labels.approvalOption[option.optionKind]}${name ? " " : ""}`}</span>
			{name && <bdi className="wsc-approval-name">{name.isContinuation ? name.text : labels.quoted(name.text)}</bdi>}
			{digit && (
				<span className="wsc-key" aria-hidden="true">
					{labels.shortcut(chordOf(digit), hasAppleKeys())}
				</span>
			)}
		</Button>
	);
}

interface ApprovalOptionsProps {
	readonly choice: AnswerChoice;
	readonly answer: AnswerApprovalState;
	/** The obstacle to say in words. */
	readonly hint: Obstacle;
	/** Scrolls to the next page of the request; absent where only a button in the request shows more. */
	readonly onReadOn: () => void;
}

/** The agent's options as buttons. */
export function ApprovalOptions({ choice, answer, hint, onReadOn }: ApprovalOptionsProps) {
	const labels = useLabels();
	const hintId = useId();
	const { options } = choice;
	const preferred = options.find((option) => option.optionKind === "allow_once");
	// Only a note that is being written keeps the card once there is an answer.
	const ref = useReturnFocus<HTMLDivElement>([".wsc-approval", ".wsc-note-field"]);
	return (
		<>
			{hint && (
				<p id={hintId} className="wsc-approval-unread">
					<Icon name="latest" />
					<span>{labels.approvalObstacle[hint]}</span>
					{hint === "unread" && <Button onClick={onReadOn}>{labels.approvalReadOn}</Button>}
				</p>
			)}
			<div ref={ref} className="wsc-approval-options">
				{options.map((option, index) => (
					<ApprovalOptionButton
						key={option.optionId}
						option={option}
						choice={choice}
						digit={optionKey(index)}
						isPreferred={option === preferred}
						describedBy={hint ? hintId : undefined}
					/>
				))}
			</div>
			<AnswerError answer={answer} />
		</>
	);
}
