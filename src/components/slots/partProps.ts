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

export interface SessionBarProps {
	readonly className?: string | undefined;
}

export interface ConnectionBannerProps {
	readonly className?: string | undefined;
}

export interface TimelineProps {
	readonly className?: string | undefined;
}

export interface SessionNoticeProps {
	readonly className?: string | undefined;
}

export interface TurnStatusProps {
	readonly className?: string | undefined;
}

export interface ApprovalDockProps {
	readonly className?: string | undefined;
}

export interface QueueDockProps {
	readonly className?: string | undefined;
}

export interface ComposerProps {
	/**
	 * The key that sends: `enter`, with Shift+Enter for a new line, or `mod-enter`, which is Ctrl+Enter or ⌘+Enter, with
	 * Enter for a new line. With Shift as well, `mod-enter` steers. Default `enter`.
	 */
	readonly submitOn?: "enter" | "mod-enter" | undefined;
	readonly className?: string | undefined;
}

export interface PromptEntryProps {
	readonly item: PromptItem;
}

export interface MessageProps {
	readonly item: MessageItem;
	readonly className?: string | undefined;
}

export interface ThoughtProps {
	readonly item: ThoughtItem;
	readonly className?: string | undefined;
}

export interface ToolCallCardProps {
	readonly item: ToolCallItem;
	/** Its permission request. */
	readonly approval?: ApprovalItem | undefined;
	readonly className?: string | undefined;
}

export interface PlanCardProps {
	readonly item: PlanItem;
	readonly className?: string | undefined;
}

export interface ApprovalEntryProps {
	readonly item: ApprovalItem;
	readonly className?: string | undefined;
}

export interface NoticeProps {
	readonly item: NoticeItem;
	readonly className?: string | undefined;
}

export interface UnknownUpdateProps {
	readonly id: string;
	/** The `sessionUpdate` of the agent's update, or the kind of an item from a newer server. */
	readonly label: string;
	/** What arrived, unchecked. */
	readonly value: unknown;
	readonly className?: string | undefined;
}

export interface TurnEndProps {
	readonly result: TurnResult;
	/** The text of the prompt, to send it again if the turn failed. */
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	/** The prompt of the turn. With it the line expands to show the details of the turn. */
	readonly prompt?: PromptItem | undefined;
	readonly className?: string | undefined;
}
