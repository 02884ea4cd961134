"use client";
import type { ReactNode } from "react";
import { selectYou } from "../../core/index.ts";
import type { Attachment, Person } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useOptionalWorkspaceSelector } from "../../react/useSelectorAround.ts";
import { LazyPromptFiles } from "../attachments/LazyPromptFiles.tsx";
import { Avatar } from "../avatar/Avatar.tsx";
import { partClassName } from "../part/partClass.ts";
import { Time } from "../time/Time.tsx";
import { PromptText } from "./PromptText.tsx";

/** The states of a prompt, and those of one that is not with the workspace yet. */
export type PromptBubbleState = keyof Labels["promptState"];

export interface PromptBubbleProps {
	/** What the reader's choice to see all of it is kept under. */
	readonly id: string;
	/** Null while it is not known who this browser speaks for. */
	readonly by: Person | null;
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	readonly state: PromptBubbleState;
	/** Buttons beside the author. */
	readonly actions?: ReactNode;
	readonly className?: string | undefined;
	/** What stands beneath: an error, buttons. */
	readonly children?: ReactNode;
}

/** States that go without saying: the agent's work shows them. */
const STATES_WITHOUT_BADGE: ReadonlySet<PromptBubbleState> = new Set(["running", "done", "failed"]);

/**
 * What a person asked, with who and when.
 *
 * Data attributes: `data-state` (a `PromptState`, `sending`, `waiting` or `unsent`), `data-own`.
 */
export function PromptBubble(props: PromptBubbleProps) {
	const { id, by, text, attachments = [], createdAt, state, actions, className, children } = props;
	const labels = useLabels();
	const you = useOptionalWorkspaceSelector(selectYou);
	const name = by?.name ?? labels.you;
	const own = !by || by.userId === you?.userId;
	return (
		<article
			className={partClassName("wsc-prompt", className)}
			data-state={state}
			data-own={own || undefined}
			aria-label={labels.promptBy(name)}
		>
			<div className="wsc-prompt-head">
				<Avatar person={by ?? { userId: "", name }} />
				<span className="wsc-author" dir="auto">
					{name}
				</span>
				<Time at={createdAt} />
				{!STATES_WITHOUT_BADGE.has(state) && <span className="wsc-badge">{labels.promptState[state]}</span>}
				{actions && <span className="wsc-prompt-actions">{actions}</span>}
			</div>
			<PromptText id={id} text={text} />
			<LazyPromptFiles files={attachments} />
			{children}
		</article>
	);
}
