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
	 * Enter for a new line; with Shift it steers then. Default `enter`.
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
	/** The permission it waits for or was given. */
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
	/** The agent's word for it. */
	readonly label: string;
	readonly value: unknown;
	readonly className?: string | undefined;
}

export interface TurnEndProps {
	readonly result: TurnResult;
	/** What was asked, to ask it again when the turn failed. */
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	/** The prompt of the turn: with it the line opens to show all of what the turn came to. */
	readonly prompt?: PromptItem | undefined;
	readonly className?: string | undefined;
}
