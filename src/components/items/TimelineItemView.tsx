"use client";
import type { ApprovalItem, TimelineItem } from "../../protocol/index.ts";
import { useComponents } from "../slots/ComponentsProvider.tsx";
import { ApprovalEntry } from "./approval/ApprovalEntry.tsx";
import { Message } from "./message/Message.tsx";
import { Notice } from "./notice/Notice.tsx";
import { PlanCard } from "./plan/PlanCard.tsx";
import { PromptEntry } from "./prompt/PromptBubble.tsx";
import { Thought } from "./thought/Thought.tsx";
import { ToolCallCard } from "./tool-call/ToolCallCard.tsx";
import { UnknownUpdate } from "./unknown/UnknownUpdate.tsx";

const PARTS = {
	Prompt: PromptEntry,
	Message,
	Thought,
	ToolCall: ToolCallCard,
	Plan: PlanCard,
	Approval: ApprovalEntry,
	Notice,
	Unknown: UnknownUpdate,
};

export interface TimelineItemViewProps {
	readonly item: TimelineItem;
	/** The permission that a tool call waits for or was given. */
	readonly approval?: ApprovalItem | undefined;
}

/** Any item, by the part for its kind: the host's own, where it has one. */
export function TimelineItemView({ item, approval }: TimelineItemViewProps) {
	const own = { ...PARTS, ...useComponents() };
	switch (item.kind) {
		case "prompt":
			return <own.Prompt item={item} />;
		case "message":
			return <own.Message item={item} />;
		case "thought":
			return <own.Thought item={item} />;
		case "tool_call": {
			const Card = own.toolCall?.[item.toolKind] ?? own.ToolCall;
			return <Card item={item} approval={approval} />;
		}
		case "plan":
			return <own.Plan item={item} />;
		case "approval":
			return <own.Approval item={item} />;
		case "notice":
			return <own.Notice item={item} />;
		case "unknown":
			return <own.Unknown id={item.id} label={item.label} value={item.value} />;
		default:
			return <UnknownKindItem item={item} />;
	}
}

/** An item of a kind that a newer server knows. */
function UnknownKindItem({ item }: { readonly item: never }) {
	const { id, kind }: { readonly id: string; readonly kind: string } = item;
	return <UnknownUpdate id={id} label={kind} value={item} />;
}
