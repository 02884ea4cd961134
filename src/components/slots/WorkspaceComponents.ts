import type { ComponentType } from "react";
import type { ToolKind } from "../../protocol/index.ts";
import type {
	ApprovalDockProps,
	ApprovalEntryProps,
	ComposerProps,
	ConnectionBannerProps,
	EventEntryProps,
	MessageProps,
	NoteEntryProps,
	NoticeProps,
	PlanCardProps,
	PromptEntryProps,
	QuestionDockProps,
	QuestionEntryProps,
	QueueDockProps,
	SessionBarProps,
	SessionNoticeProps,
	ThoughtProps,
	TimelineProps,
	ToolCallCardProps,
	TurnEndProps,
	TurnStatusProps,
	UnknownUpdateProps,
	UnsentDockProps,
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
	/** The top of the chat: the title of the session, its status, usage, participants and buttons. */
	readonly SessionBar: ComponentType<SessionBarProps>;
	/** Says that the connection is lost or was refused. Shows nothing while connected. */
	readonly ConnectionBanner: ComponentType<ConnectionBannerProps>;
	/** The scrolling list of items and of prompts that are being sent. */
	readonly Timeline: ComponentType<TimelineProps>;
	/** Says why the agent does not answer yet, for example while the session starts or has failed. */
	readonly SessionNotice: ComponentType<SessionNoticeProps>;
	/** What the agent is doing, and for how long. */
	readonly TurnStatus: ComponentType<TurnStatusProps>;
	/** The pending permission requests, with buttons that answer them. */
	readonly ApprovalDock: ComponentType<ApprovalDockProps>;
	/** The pending questions of the agent, with forms that answer them. */
	readonly QuestionDock: ComponentType<QuestionDockProps>;
	/** The queued prompts, which can be edited, moved and withdrawn. */
	readonly QueueDock: ComponentType<QueueDockProps>;
	/** The current user's prompts that were not sent: why, and buttons that send, edit and discard them. */
	readonly UnsentDock: ComponentType<UnsentDockProps>;
	/** The form for writing prompts. */
	readonly Composer: ComponentType<ComposerProps>;

	// The entries of the timeline
	/** A prompt of a person. */
	readonly Prompt: ComponentType<PromptEntryProps>;
	/** A message of the agent. */
	readonly Message: ComponentType<MessageProps>;
	/** A thought of the agent. */
	readonly Thought: ComponentType<ThoughtProps>;
	/** A tool call, unless `toolCall` has a part for its kind. */
	readonly ToolCall: ComponentType<ToolCallCardProps>;
	/**
	 * Tool calls of one kind, instead of `ToolCall`. Permission requests always show their call in full with our parts:
	 * replace `ApprovalDock` and `Approval` to change that.
	 */
	readonly toolCall: Readonly<Partial<Record<ToolKind, ComponentType<ToolCallCardProps>>>>;
	/** The agent's plan. */
	readonly Plan: ComponentType<PlanCardProps>;
	/** A permission request with a row of its own. If its tool call is in the timeline, it is shown in the row of the call. */
	readonly Approval: ComponentType<ApprovalEntryProps>;
	/** A question of the agent, and its answer. */
	readonly Question: ComponentType<QuestionEntryProps>;
	/** A notice of the workspace: an error, a restart, a gap. */
	readonly Notice: ComponentType<NoticeProps>;
	/** What somebody changed in the workspace. */
	readonly Event: ComponentType<EventEntryProps>;
	/** A note of a person to the others. */
	readonly Note: ComponentType<NoteEntryProps>;
	/** An item of an unknown kind, unless `unknown` has a part for its label. */
	readonly Unknown: ComponentType<UnknownUpdateProps>;
	/**
	 * Items of one unknown kind, instead of `Unknown`, by their label: the `sessionUpdate` of an update that the agent
	 * defines itself, or the kind of an item from a newer server.
	 */
	readonly unknown: Readonly<Record<string, ComponentType<UnknownUpdateProps>>>;
	/** The result of a turn, under its last item. */
	readonly TurnEnd: ComponentType<TurnEndProps>;
}
