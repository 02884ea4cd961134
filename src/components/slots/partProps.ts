import type {
	ApprovalItem,
	Attachment,
	MessageItem,
	NoticeItem,
	PlanItem,
	PromptItem,
	ThoughtItem,
	ToolCallItem,
	TurnResult,
} from "../../protocol/index.ts";

/** The props of `<SessionBar>`. */
export interface SessionBarProps {
	readonly className?: string | undefined;
}

/** The props of `<ConnectionBanner>`. */
export interface ConnectionBannerProps {
	readonly className?: string | undefined;
}

/** The props of `<Timeline>`. */
export interface TimelineProps {
	readonly className?: string | undefined;
}

/** The props of `<SessionNotice>`. */
export interface SessionNoticeProps {
	readonly className?: string | undefined;
}

/** The props of `<TurnStatus>`. */
export interface TurnStatusProps {
	readonly className?: string | undefined;
}

/** The props of `<ApprovalDock>`. */
export interface ApprovalDockProps {
	readonly className?: string | undefined;
}

/** The props of `<QueueDock>`. */
export interface QueueDockProps {
	readonly className?: string | undefined;
}

/** The props of `<Composer>`. */
export interface ComposerProps {
	/**
	 * The key that sends: `enter`, with Shift+Enter for a new line, or `mod-enter`, which is Ctrl+Enter or ⌘+Enter, with
	 * Enter for a new line. With Shift as well, `mod-enter` steers. Default `enter`.
	 */
	readonly submitOn?: "enter" | "mod-enter" | undefined;
	readonly className?: string | undefined;
}

/** The props of `<PromptEntry>`, which shows a person's prompt in the timeline. */
export interface PromptEntryProps {
	readonly item: PromptItem;
}

/** The props of `<Message>`, which shows a message of the agent in the timeline. */
export interface MessageProps {
	readonly item: MessageItem;
	readonly className?: string | undefined;
}

/** The props of `<Thought>`, which shows a thought of the agent in the timeline. */
export interface ThoughtProps {
	readonly item: ThoughtItem;
	readonly className?: string | undefined;
}

/** The props of `<ToolCallCard>`, which shows a tool call in the timeline. */
export interface ToolCallCardProps {
	readonly item: ToolCallItem;
	/** Its permission request. */
	readonly approval?: ApprovalItem | undefined;
	readonly className?: string | undefined;
}

/** The props of `<PlanCard>`, which shows the agent's plan in the timeline. */
export interface PlanCardProps {
	readonly item: PlanItem;
	readonly className?: string | undefined;
}

/** The props of `<ApprovalEntry>`, which shows a permission request in the timeline. */
export interface ApprovalEntryProps {
	readonly item: ApprovalItem;
	readonly className?: string | undefined;
}

/** The props of `<Notice>`, which shows a notice of the workspace in the timeline. */
export interface NoticeProps {
	readonly item: NoticeItem;
	readonly className?: string | undefined;
}

/** The props of `<UnknownUpdate>`, which shows what this version does not know. */
export interface UnknownUpdateProps {
	/** The id of the item. */
	readonly id: string;
	/** The `sessionUpdate` of the agent's update, or the kind of an item from a newer server. */
	readonly label: string;
	/** What arrived, unchecked. */
	readonly value: unknown;
	readonly className?: string | undefined;
}

/** The props of `<TurnEnd>`, which shows the result of a turn under its last item. */
export interface TurnEndProps {
	readonly result: TurnResult;
	/** The text of the prompt, to send it again if the turn failed. */
	readonly text: string;
	/** The files of the prompt, sent again with it. Default: none. */
	readonly attachments?: readonly Attachment[] | undefined;
	/** The prompt of the turn. With it the line expands to show the details of the turn. */
	readonly prompt?: PromptItem | undefined;
	readonly className?: string | undefined;
}
