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
 * The parts of the screen that can be replaced, each by a component with the same props. Define them outside of other
 * components: a new function at each render would remount the part each time.
 *
 * @example
 * const COMPONENTS = { Plan: MyPlan, toolCall: { edit: MyDiff } };
 *
 * <WorkspaceChat workspaceId="acme/web" components={COMPONENTS} endpoint={endpoint} />
 */
export interface WorkspaceComponents {
	// The screen, from top to bottom
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
	 * Tool calls of one kind, instead of `ToolCall`. Permission requests always show their call in full with our parts:
	 * replace `ApprovalDock` and `Approval` to change that.
	 */
	readonly toolCall: Readonly<Partial<Record<ToolKind, ComponentType<ToolCallCardProps>>>>;
	readonly Plan: ComponentType<PlanCardProps>;
	/** A permission request with a row of its own. If its tool call is in the timeline, it is shown in the row of the call. */
	readonly Approval: ComponentType<ApprovalEntryProps>;
	readonly Notice: ComponentType<NoticeProps>;
	readonly Unknown: ComponentType<UnknownUpdateProps>;
	/**
	 * Items of one unknown kind, instead of `Unknown`, by their label: the `sessionUpdate` of an update that the agent
	 * defines itself, or the kind of an item from a newer server.
	 */
	readonly unknown: Readonly<Record<string, ComponentType<UnknownUpdateProps>>>;
	readonly TurnEnd: ComponentType<TurnEndProps>;
}
