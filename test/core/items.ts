import { reduceItems } from "../../src/core/state/timelineReducer.ts";
import { emptyWorkspaceState, type WorkspaceState } from "../../src/core/state/workspaceState.ts";
import type { ApprovalItem, MessageItem, PromptItem, TimelineItem } from "../../src/protocol/index.ts";

const BEN = { userId: "ben", name: "Ben" };

export function message(order: number, change: Partial<MessageItem> = {}): MessageItem {
	const base = { id: `item-${order}`, order, seq: order, turnId: null, createdAt: 0 };
	return { ...base, kind: "message", text: `Text ${order}`, blocks: [], open: false, ...change };
}

export function prompt(order: number, change: Partial<PromptItem> = {}): PromptItem {
	const base = { id: `item-${order}`, order, seq: order, turnId: null, createdAt: 0, attachments: [], result: null };
	return { ...base, kind: "prompt", by: BEN, clientId: `client-${order}`, text: "Do it", state: "queued", ...change };
}

export function approval(order: number, change: Partial<ApprovalItem> = {}): ApprovalItem {
	const base = { id: `item-${order}`, order, seq: order, turnId: null, createdAt: 0 };
	const toolCall = {
		toolCallId: "1",
		title: "Run",
		toolKind: "execute",
		status: "pending",
		locations: [],
		content: [],
	} as const;
	const options = [{ optionId: "yes", name: "Yes", optionKind: "allow_once" }] as const;
	return { ...base, kind: "approval", toolCall, options, state: { status: "pending" }, ...change };
}

/** A loaded state of epoch 1 with these items; `seq` is the highest of theirs. */
export function stateOf(items: readonly TimelineItem[], change: Partial<WorkspaceState> = {}): WorkspaceState {
	const seq = Math.max(0, ...items.map((item) => item.seq));
	return { ...reduceItems({ ...emptyWorkspaceState("memory"), loaded: true, epoch: 1, seq }, items), ...change };
}
