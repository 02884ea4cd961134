import type { TimelineItem } from "../../protocol/index.ts";
import type { DraftAttachment, WorkspaceState } from "./workspaceState.ts";

/** Selects the item of an id; undefined when it is not loaded. */
export function selectItem(id: string): (state: WorkspaceState) => TimelineItem | undefined {
	return (state) => state.items.get(id);
}

/** The timeline from oldest to newest, as far back as it was loaded. */
export function selectItemIds(state: WorkspaceState): WorkspaceState["itemIds"] {
	return state.itemIds;
}

/** The turn that runs, or null. */
export function selectTurn(state: WorkspaceState): WorkspaceState["turn"] {
	return state.turn;
}

/** The prompts that wait, next one first. */
export function selectQueue(state: WorkspaceState): WorkspaceState["queue"] {
	return state.queue;
}

/** The prompts of this browser that the workspace has not taken yet. */
export function selectOutbox(state: WorkspaceState): WorkspaceState["outbox"] {
	return state.outbox;
}

/** The permissions somebody has to give or refuse, oldest first. */
export function selectApprovals(state: WorkspaceState): WorkspaceState["approvals"] {
	return state.approvals;
}

/** What is known about the agent's session, null before the first answer. */
export function selectSession(state: WorkspaceState): WorkspaceState["session"] {
	return state.session;
}

/** Who has the workspace open. */
export function selectParticipants(state: WorkspaceState): WorkspaceState["participants"] {
	return state.participants;
}

/** The person this browser speaks for, null before the first answer. */
export function selectYou(state: WorkspaceState): WorkspaceState["self"] {
	return state.self;
}

/** How the browser stands to the workspace. */
export function selectConnection(state: WorkspaceState): WorkspaceState["connectionStatus"] {
	return state.connectionStatus;
}

/** Whether an older page is on its way. */
export function selectHistory(state: WorkspaceState): WorkspaceState["history"] {
	return state.history;
}

/** What this person has written and not sent, empty when there is nothing. */
export function selectDraft(state: WorkspaceState): WorkspaceState["draft"] {
	return state.draft;
}

/** The files that the next prompt will send. */
export function selectAttachments(state: WorkspaceState): readonly DraftAttachment[] {
	return state.attachments;
}

/** Further back nothing is looked for: agents run a handful of calls at once. */
const MAX_ITEMS_SEARCHED = 32;

/** The item that the agent is busy with: the newest of the turn that is not finished. */
export function selectActiveItemId(state: WorkspaceState): string | null {
	if (!state.turn) return null;
	for (const id of state.itemIds.slice(-MAX_ITEMS_SEARCHED).reverse()) {
		const item = state.items.get(id);
		if (item && item.turnId === state.turn.id && isActive(item)) return id;
	}
	return null;
}

function isActive(item: TimelineItem): boolean {
	if (item.kind === "message" || item.kind === "thought") return item.open;
	return item.kind === "tool_call" && (item.status === "pending" || item.status === "in_progress");
}

/** What the plan of the turn says is being done; null where there is no plan, or it does not say. */
export function selectPlanStep({ turn, items, itemIds }: WorkspaceState): string | null {
	if (!turn) return null;
	for (let index = itemIds.length - 1; index >= 0; index--) {
		const item = items.get(itemIds[index] ?? "");
		if (item?.turnId !== turn.id) return null;
		if (item.kind === "plan") return item.entries.find(({ status }) => status === "in_progress")?.content ?? null;
	}
	return null;
}
