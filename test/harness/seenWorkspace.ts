import type {
	ApprovalItem,
	Patch,
	PatchBatch,
	PromptItem,
	SyncResponse,
	TimelineItem,
} from "../../src/protocol/index.ts";
import { applyClosing } from "../../src/rules/items.ts";

/** A client's view of a workspace: a minimal reducer over its patches. */
export interface SeenWorkspace extends Pick<SyncResponse, "epoch" | "seq" | "session" | "turn" | "participants"> {
	/** By id, including queued prompts. */
	readonly items: ReadonlyMap<string, TimelineItem>;
}

export function applySyncResponse(answer: SyncResponse): SeenWorkspace {
	const { epoch, seq, session, turn, participants } = answer;
	const items = new Map([...answer.items, ...answer.queue, ...answer.approvals].map((item) => [item.id, item]));
	return { epoch, seq, session, turn, participants, items };
}

/** Whether batches before this one were lost, or the workspace has restarted. */
export function isMissingSome(seen: SeenWorkspace, batch: PatchBatch): boolean {
	return batch.epoch !== seen.epoch || batch.from > seen.seq + 1;
}

/** What `sync` says to somebody who has seen a part. */
export function applyChanges(seen: SeenWorkspace, answer: SyncResponse): SeenWorkspace {
	const next = applySyncResponse(answer);
	return { ...next, items: new Map([...seen.items, ...next.items]) };
}

/** @throws If the batch is not the next one. */
export function applyBatch(seen: SeenWorkspace, batch: PatchBatch): SeenWorkspace {
	if (batch.to <= seen.seq) return seen;
	if (batch.epoch !== seen.epoch || batch.from !== seen.seq + 1) {
		throw new Error(`Batch ${batch.epoch}:${batch.from}-${batch.to} came after ${seen.epoch}:${seen.seq}.`);
	}
	return { ...batch.patches.reduce(applyPatch, seen), seq: batch.to };
}

/** The timeline as a person reads it. */
export function timelineOf({ items }: SeenWorkspace): readonly TimelineItem[] {
	const isQueued = (item: TimelineItem) => item.kind === "prompt" && item.state === "queued";
	return [...items.values()].filter((item) => !isQueued(item)).sort((one, other) => one.order - other.order);
}

/** Whether the row that says that this person has joined is there. */
export function sawJoin(
	{ items }: { readonly items: Iterable<readonly [string, TimelineItem]> },
	userId: string,
): boolean {
	const isRow = (item: TimelineItem) =>
		item.kind === "event" && item.event.type === "person_joined" && item.by?.userId === userId;
	return [...items].some(([, item]) => isRow(item));
}

function applyPatch(seen: SeenWorkspace, patch: Patch): SeenWorkspace {
	switch (patch.kind) {
		case "item":
			return { ...seen, items: new Map(seen.items).set(patch.item.id, patch.item) };
		case "append":
			return { ...seen, items: new Map(seen.items).set(patch.itemId, grow(seen, patch)) };
		case "close":
			return { ...seen, items: new Map(seen.items).set(patch.itemId, close(seen, patch)) };
		case "session":
			return { ...seen, session: { ...seen.session, ...patch.change } };
		case "turn":
			return { ...seen, turn: patch.turn };
		case "participants":
			return { ...seen, participants: patch.participants };
	}
}

function grow({ items }: SeenWorkspace, patch: Patch & { kind: "append" }): TimelineItem {
	const item = items.get(patch.itemId);
	if (!item || !("text" in item) || item.text.length !== patch.offset) {
		throw new Error(`Text at ${patch.offset} does not fit to ${JSON.stringify(item)}.`);
	}
	return { ...item, seq: patch.seq, text: item.text + patch.text };
}

function close({ items }: SeenWorkspace, patch: Patch & { kind: "close" }): TimelineItem {
	const item = items.get(patch.itemId);
	if (!item) throw new Error(`There is no item ${patch.itemId} to close.`);
	return { ...applyClosing(item, patch), seq: patch.seq };
}

/** A description for the error of a wait that timed out. */
export function describeSeen({ session, turn, items }: SeenWorkspace): string {
	const stateOf = (item: TimelineItem) =>
		JSON.stringify("state" in item ? item.state : "status" in item && item.status);
	const kinds = [...items.values()].map((item) => `${item.kind} ${stateOf(item)}`);
	const { state, background } = session;
	return `Session ${JSON.stringify(state)}, background ${JSON.stringify(background)}, turn ${JSON.stringify(turn)}, items: ${kinds.join(", ")}.`;
}

/** A prompt by its id. */
export function promptOf({ items }: SeenWorkspace, promptId: string): PromptItem | undefined {
	const item = items.get(promptId);
	return item?.kind === "prompt" ? item : undefined;
}

/** The prompt once its turn has ended. */
export function endedPrompt(seen: SeenWorkspace, promptId: string): PromptItem | undefined {
	const prompt = promptOf(seen, promptId);
	return prompt && prompt.state !== "queued" && prompt.state !== "running" && !seen.turn ? prompt : undefined;
}

/** The first pending approval. */
export function pendingApproval({ items }: SeenWorkspace): ApprovalItem | undefined {
	return [...items.values()].filter((item) => item.kind === "approval").find(({ state }) => state.status === "pending");
}
