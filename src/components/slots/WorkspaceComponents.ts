import type { ComponentType } from "react";
import type { ToolKind } from "../../protocol/index.ts";
import type { ApprovalDockProps } from "../approvals/ApprovalDock.tsx";
import type { ComposerProps } from "../composer/Composer.tsx";
import type { ApprovalEntryProps } from "../items/approval/ApprovalEntry.tsx";
import type { MessageProps } from "../items/message/Message.tsx";
import type { NoticeProps } from "../items/notice/Notice.tsx";
import type { PlanCardProps } from "../items/plan/PlanCard.tsx";
import type { PromptEntryProps } from "../items/prompt/PromptBubble.tsx";
import type { ThoughtProps } from "../items/thought/Thought.tsx";
import type { ToolCallCardProps } from "../items/tool-call/ToolCallCard.tsx";
import type { UnknownUpdateProps } from "../items/unknown/UnknownUpdate.tsx";
import type { QueueDockProps } from "../queue/QueueDock.tsx";
import type { ConnectionBannerProps } from "../session/ConnectionBanner.tsx";
import type { SessionBarProps } from "../session/SessionBar.tsx";
import type { SessionNoticeProps } from "../session/SessionNotice.tsx";
import type { TimelineProps } from "../timeline/Timeline.tsx";
import type { TurnEndProps } from "../turn/TurnEnd.tsx";
import type { TurnStatusProps } from "../turn/TurnStatus.tsx";

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
	readonly TurnEnd: ComponentType<TurnEndProps>;
}
