"use client";

import { memo, type RefObject } from "react";
import type { Unread } from "../../core/index.ts";
import type { Person } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useConnectionStatus, useSelf, useTimelineItem } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { promptSummary } from "../items/prompt/promptTexts.ts";
import { Avatar } from "../primitives/Avatar.tsx";
import { Button } from "../primitives/Button.tsx";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { revealInProse } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";

/** Above the first row: an older page is loading, or the error that occurred. */
export const OlderItems = memo(function OlderItems() {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const history = useWorkspaceSelector((state) => state.history);
	if (history.status === "loading") {
		return (
			<p className="wsc-older">
				<Icon name="in_progress" />
				<span>{labels.loadingOlder}</span>
			</p>
		);
	}
	if (history.status === "idle") return null;
	return (
		<div className="wsc-older" role="alert">
			<ErrorMessage error={history.error}>
				<Button onClick={() => void store.loadOlder()}>{labels.tryAgain}</Button>
			</ErrorMessage>
		</div>
	);
});

interface TimelineEmptyProps {
	readonly loaded: boolean;
}

/** A timeline without rows: still loading, or there is no prompt yet. */
export function TimelineEmpty({ loaded }: TimelineEmptyProps) {
	const labels = useLabels();
	const refused = useConnectionStatus().status === "refused";
	const canPrompt = useSelf()?.allowedActions.includes("prompt") ?? true;
	if (refused) return null;
	if (!loaded) {
		return (
			<div className="wsc-loading" role="status">
				<Icon name="in_progress" />
				<span>{labels.loading}</span>
			</div>
		);
	}
	return (
		<div className="wsc-empty">
			<span className="wsc-empty-mark">
				<Icon name="agent" />
			</span>
			<p className="wsc-empty-title">{canPrompt ? labels.emptyTitle : labels.emptyTitleReadOnly}</p>
			<p className="wsc-empty-hint">{canPrompt ? labels.emptyHint : labels.emptyHintReadOnly}</p>
		</div>
	);
}

interface CurrentPromptProps {
	readonly id: string;
	/** Moves with the end of the turn. */
	readonly lineRef: RefObject<HTMLDivElement | null>;
	readonly onShow: () => void;
}

/** The prompt of the turn that is being read, in one line above it. A click scrolls to the prompt. */
export const CurrentPrompt = memo(function CurrentPrompt({ id, lineRef, onShow }: CurrentPromptProps) {
	const labels = useLabels();
	const item = useTimelineItem(id);
	const ref = useMoveFocusOnUnmount<HTMLDivElement>();
	if (item?.kind !== "prompt") return null;
	return (
		<div ref={lineRef} className="wsc-current">
			<div ref={ref} className="wsc-column">
				<button type="button" className="wsc-fold-summary" onClick={onShow}>
					<Avatar person={item.by} />
					<span className="wsc-hidden">{`${labels.promptBy(item.by.name)}: `}</span>
					<span className="wsc-row-title" dir="auto">
						{revealInProse(promptSummary(item))}
					</span>
				</button>
			</div>
		</div>
	);
});

interface FollowBarProps {
	readonly person: Person;
}

/** Whom the timeline follows, and the button that ends it. Scrolling ends it too. */
export function FollowBar({ person }: FollowBarProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const ref = useMoveFocusOnUnmount<HTMLDivElement>();
	return (
		<div ref={ref} className="wsc-jump-bar wsc-follow-bar" role="status">
			<Avatar person={person} />
			<bdi className="wsc-follow-name">{labels.following(person.name)}</bdi>
			<Button className="wsc-jump" onClick={() => store.followPerson(null)}>
				{labels.stopFollowing}
			</Button>
		</div>
	);
}

interface JumpToLatestProps {
	/** How much of the end is unread. */
	readonly unread: Pick<Unread, "count" | "isPartial">;
	readonly onJump: () => void;
}

/** Scrolls to the end; shows how much was added there. */
export function JumpToLatest({ unread: { count, isPartial }, onJump }: JumpToLatestProps) {
	const labels = useLabels();
	const ref = useMoveFocusOnUnmount<HTMLButtonElement>();
	return (
		<div className="wsc-jump-bar">
			<Button
				ref={ref}
				className="wsc-jump"
				variant={count > 0 ? "primary" : "plain"}
				data-new={count > 0 || undefined}
				onClick={onJump}
			>
				<Icon name="latest" />
				<span>{count > 0 ? labels.newItems(count, isPartial) : labels.jumpToLatest}</span>
			</Button>
		</div>
	);
}
