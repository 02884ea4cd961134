"use client";
import type { ApprovalItem, TimelineItem } from "../../protocol/index.ts";
import { ApprovalEntry } from "../approval/ApprovalEntry.tsx";
import { Message } from "../message/Message.tsx";
import { Notice } from "../notice/Notice.tsx";
import { PlanCard } from "../plan/PlanCard.tsx";
import { PromptEntry } from "../prompt/PromptEntry.tsx";
import { Thought } from "../thought/Thought.tsx";
import { ToolCallCard } from "../tool-call/ToolCallCard.tsx";
import { UnknownUpdate } from "../unknown/UnknownUpdate.tsx";

export interface TimelineItemViewProps {
	readonly item: TimelineItem;
	/** The permission that a tool call waits for or was given. */
	readonly approval?: ApprovalItem | undefined;
}

/** Any item, by the part for its kind. */
export function TimelineItemView({ item, approval }: TimelineItemViewProps) {
	switch (item.kind) {
		case "prompt":
			return <PromptEntry item={item} />;
		case "message":
			return <Message item={item} />;
		case "thought":
			return <Thought item={item} />;
		case "tool_call":
			return <ToolCallCard item={item} approval={approval} />;
		case "plan":
			return <PlanCard item={item} />;
		case "approval":
			return <ApprovalEntry item={item} />;
		case "notice":
			return <Notice item={item} />;
		case "unknown":
			return <UnknownUpdate id={item.id} label={item.label} value={item.value} />;
		default:
			return <NewerItem item={item} />;
	}
}

/** An item of a kind that a newer server knows. */
function NewerItem({ item }: { readonly item: never }) {
	const { id, kind }: { readonly id: string; readonly kind: string } = item;
	return <UnknownUpdate id={id} label={kind} value={item} />;
}
