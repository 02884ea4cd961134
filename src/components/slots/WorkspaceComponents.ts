import type { ComponentType } from "react";
import type { ToolKind } from "../../protocol/index.ts";
import type {
	ApprovalDockProps,
	ApprovalEntryProps,
	ComposerProps,
	ConnectionBannerProps,
	MessageProps,
	NoticeProps,
	PlanCardProps,
	PromptEntryProps,
	QueueDockProps,
	SessionBarProps,
	SessionNoticeProps,
	ThoughtProps,
	TimelineProps,
	ToolCallCardProps,
	TurnEndProps,
	TurnStatusProps,
	UnknownUpdateProps,
} from "./partProps.ts";

/**
 * The parts of the screen that can be replaced, each by a component that takes the same props. Write it outside of
 * other components: a new function at each render would begin anew each time.
 *
 * @example
 * const COMPONENTS = { Plan: MyPlan, toolCall: { edit: MyDiff } };
 *
 * <WorkspaceChat workspaceId="acme/web" components={COMPONENTS} endpoint={endpoint} />
 */
export interface WorkspaceComponents {
	// The room, from top to bottom
	readonly SessionBar: ComponentType<SessionBarProps>;
	readonly ConnectionBanner: ComponentType<ConnectionBannerProps>;
	readonly Timeline: ComponentType<TimelineProps>;
	readonly SessionNotice: ComponentType<SessionNoticeProps>;
	readonly TurnStatus: ComponentType<TurnStatusProps>;
	readonly ApprovalDock: ComponentType<ApprovalDockProps>;
	readonly QueueDock: ComponentType<QueueDockProps>;
	readonly Composer: ComponentType<ComposerProps>;

	// The entries of the timeline
	readonly Prompt: ComponentType<PromptEntryProps>;
	readonly Message: ComponentType<MessageProps>;
	readonly Thought: ComponentType<ThoughtProps>;
	readonly ToolCall: ComponentType<ToolCallCardProps>;
	/**
	 * Tool calls of one kind; the others stay as `ToolCall` shows them. A permission shows its call by our own parts all
	 * the same, in full: replace `ApprovalDock` and `Approval` to change that.
	 */
	readonly toolCall: Readonly<Partial<Record<ToolKind, ComponentType<ToolCallCardProps>>>>;
	readonly Plan: ComponentType<PlanCardProps>;
	/** A permission that stands by itself. One whose call is in the timeline is told in the row of the call. */
	readonly Approval: ComponentType<ApprovalEntryProps>;
	readonly Notice: ComponentType<NoticeProps>;
	readonly Unknown: ComponentType<UnknownUpdateProps>;
	/**
	 * Views for kinds of items that this package does not know, by their label: the `sessionUpdate` of an agent's own
	 * update, or the kind of an item from a newer server. Other unknown items stay as `Unknown` shows them.
	 */
	readonly unknown: Readonly<Record<string, ComponentType<UnknownUpdateProps>>>;
	readonly TurnEnd: ComponentType<TurnEndProps>;
}
