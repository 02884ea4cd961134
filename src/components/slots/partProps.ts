import type {
	ApprovalItem,
	Attachment,
	EventItem,
	MessageItem,
	NoteItem,
	NoticeItem,
	PlanItem,
	PromptItem,
	QuestionItem,
	ThoughtItem,
	ToolCallItem,
	TurnResult,
} from "../../protocol/index.ts";
import type { ComposerOptions } from "../../react/composer/useComposer.ts";

/** The props of `<SessionBar>`. */
export interface SessionBarProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<ConnectionBanner>`. */
export interface ConnectionBannerProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<Timeline>`. */
export interface TimelineProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<SessionNotice>`. */
export interface SessionNoticeProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<TurnStatus>`. */
export interface TurnStatusProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<ApprovalDock>`. */
export interface ApprovalDockProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<QuestionDock>`. */
export interface QuestionDockProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<QueueDock>`. */
export interface QueueDockProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<UnsentDock>`. */
export interface UnsentDockProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** A prompt to begin with: its text, or a shorter label for a longer one. */
export type PromptSuggestion =
	| string
	| {
			/** What its button says. */
			readonly label: string;
			/** What it puts into the composer. */
			readonly prompt: string;
	  };

/** The props of `<Composer>`. */
export interface ComposerProps {
	/**
	 * Prompts to begin with, as buttons above the composer of an empty workspace. A click puts the text into the composer,
	 * where it can be edited before it is sent. Default: none.
	 */
	readonly suggestions?: readonly PromptSuggestion[] | undefined;
	/**
	 * The key that sends: `enter`, with Shift+Enter for a new line, or `mod-enter`, which is Ctrl+Enter or ⌘+Enter, with
	 * Enter for a new line. With Shift as well, `mod-enter` steers. Default `enter`.
	 */
	readonly submitOn?: "enter" | "mod-enter" | undefined;
	/**
	 * The host's own data for each prompt that is sent here, see `HostMetadata`. A function is called when a prompt is sent.
	 * Default: none.
	 */
	readonly promptMetadata?: ComposerOptions["promptMetadata"];
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<PromptEntry>`, which shows a person's prompt in the timeline. */
export interface PromptEntryProps {
	/** The prompt. */
	readonly item: PromptItem;
}

/** The props of `<Message>`, which shows a message of the agent in the timeline. */
export interface MessageProps {
	/** The message. While it is `open`, more text may follow. */
	readonly item: MessageItem;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<Thought>`, which shows a thought of the agent in the timeline. */
export interface ThoughtProps {
	/** The thought. While it is `open`, more text may follow. */
	readonly item: ThoughtItem;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<ToolCallCard>`, which shows a tool call in the timeline. */
export interface ToolCallCardProps {
	/** The tool call. */
	readonly item: ToolCallItem;
	/** Its permission request. */
	readonly approval?: ApprovalItem | undefined;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<PlanCard>`, which shows the agent's plan in the timeline. */
export interface PlanCardProps {
	/** The plan. */
	readonly item: PlanItem;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<ApprovalEntry>`, which shows a permission request in the timeline. */
export interface ApprovalEntryProps {
	/** The permission request, answered or not. */
	readonly item: ApprovalItem;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<QuestionEntry>`, which shows a question of the agent in the timeline. */
export interface QuestionEntryProps {
	/** The question, answered or not. */
	readonly item: QuestionItem;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<Notice>`, which shows a notice of the workspace in the timeline. */
export interface NoticeProps {
	/** The notice. */
	readonly item: NoticeItem;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<EventEntry>`, which shows in the timeline what somebody changed in the workspace. */
export interface EventEntryProps {
	/** The item to show. */
	readonly item: EventItem;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<NoteEntry>`, which shows in the timeline what one person says to the others. */
export interface NoteEntryProps {
	/** The note. */
	readonly item: NoteItem;
	/** Added to the classes of its element. */
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
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** The props of `<TurnEnd>`, which shows the result of a turn under its last item. */
export interface TurnEndProps {
	/** How the turn ended: `result` of its prompt. */
	readonly result: TurnResult;
	/** The text of the prompt, to send it again if the turn failed. */
	readonly text: string;
	/** The files of the prompt, sent again with it. Default: none. */
	readonly attachments?: readonly Attachment[] | undefined;
	/** The prompt of the turn. With it the line expands to show the details of the turn. */
	readonly prompt?: PromptItem | undefined;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}
