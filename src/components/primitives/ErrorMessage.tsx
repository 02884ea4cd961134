"use client";

import { type ReactNode, useId } from "react";
import type { ErrorText } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { useFold } from "./Fold.tsx";
import { useMoveFocusOnUnmount } from "./focus.ts";
import { revealInProse } from "./hiddenText.ts";
import { Icon, type IconProps } from "./Icon.tsx";
import { codeIn, Preformatted, TextWithCode } from "./Preformatted.tsx";
import { partClassName } from "./partStyle.ts";

interface ErrorActionsProps {
	readonly children: ReactNode;
}

/** Buttons that may resolve the error, and then disappear with it. */
export function ErrorActions({ children }: ErrorActionsProps) {
	const ref = useMoveFocusOnUnmount<HTMLDivElement>();
	return (
		<div ref={ref} className="wsc-error-actions">
			{children}
		</div>
	);
}

/** The props of `<ErrorMessage>`. */
export interface ErrorMessageProps {
	/** The key that opened details are stored under in the timeline. */
	readonly id?: string | undefined;
	/** The labels have texts for known codes. */
	readonly error: ErrorText;
	/** How severe it is: it sets the icon and the colour. Default `error`. */
	readonly level?: "info" | "warning" | "error" | undefined;
	/** Whether only the message is shown, because the rest is on the screen already. Default false. */
	readonly isBrief?: boolean | undefined;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
	/** Buttons that may resolve the error. */
	readonly children?: ReactNode;
}

const MAX_UNFOLDED_CHARACTERS = 240;
const MAX_UNFOLDED_LINES = 4;

const ICONS: Readonly<Record<"info" | "warning" | "error", IconProps["name"]>> = {
	info: "info",
	warning: "warning",
	error: "error",
};

/**
 * Says what went wrong and what to do about it, with the agent's own message below, folded if it is long. A command in the
 * hint can be copied.
 *
 * @example
 * <ErrorMessage error={error}><button type="button" onClick={retry}>Try again</button></ErrorMessage>
 */
export function ErrorMessage(props: ErrorMessageProps) {
	const { id, error, level = "error", isBrief = false, className, children } = props;
	const labels = useLabels();
	const ownId = useId();
	const [open, toggle] = useFold(id ?? ownId);
	const { message, ...more } = labels.error(error);
	const { hint, detail }: Pick<ErrorText, "hint" | "detail"> = isBrief ? {} : more;
	const command = hint && commandIn(hint);
	// What was wrong before a restart is over: in the open it would read as if it still was.
	const isFolded = detail !== undefined && (error.code === "session_restored" || !isShort(detail));
	return (
		<div className={partClassName("wsc-error", className)} data-level={level}>
			<Icon name={ICONS[level]} className="wsc-error-icon" />
			<div className="wsc-error-text">
				<p className="wsc-error-message" dir="auto">
					<TextWithCode text={message} />
				</p>
				{hint && (
					<p className="wsc-error-hint" dir="auto">
						<TextWithCode text={hint} />
						{command && <CopyButton className="wsc-error-copy" text={command} />}
					</p>
				)}
				{detail && !isFolded && (
					<div className="wsc-error-detail">
						<Detail error={error} text={detail} />
					</div>
				)}
				{detail && isFolded && (
					<details
						className="wsc-error-detail"
						open={open}
						onToggle={({ currentTarget }) => currentTarget.open !== open && toggle()}
					>
						<summary className="wsc-error-summary">{labels.details}</summary>
						<Detail error={error} text={detail} />
					</details>
				)}
				{children && <ErrorActions>{children}</ErrorActions>}
			</div>
		</div>
	);
}

interface DetailProps {
	readonly error: ErrorText;
	readonly text: string;
}

/** What a machine wrote as code, and what a person wrote as a quotation. */
function Detail({ error, text }: DetailProps) {
	if (error.code !== "prompted_elsewhere") return <Preformatted text={text} />;
	return (
		<p className="wsc-error-quote" dir="auto">
			{revealInProse(text)}
		</p>
	);
}

/** The first command to run: a word alone names an option or a file. */
function commandIn(hint: string): string | undefined {
	return codeIn(hint).find((code) => code.includes(" "));
}

/** Whether folding it would save no room. */
function isShort(text: string): boolean {
	return text.length <= MAX_UNFOLDED_CHARACTERS && text.trim().split("\n").length <= MAX_UNFOLDED_LINES;
}

interface ActionErrorProps {
	/** Nothing is shown for null. */
	readonly error: ErrorText | null | undefined;
	/** Buttons. */
	readonly children?: ReactNode;
}

/** Why an action failed, in one line next to its button. */
export function ActionError({ error, children }: ActionErrorProps) {
	const labels = useLabels();
	if (!error) return null;
	return (
		<span className="wsc-command-error" role="alert">
			<span>{labels.error(error).message}</span>
			{children}
		</span>
	);
}
