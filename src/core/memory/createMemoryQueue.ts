import { LIMITS, type PromptItem, type Turn, type WhenBusy, type WorkspaceActions } from "../../protocol/index.ts";
import { insertionIndex, ordersForInsertion } from "../../protocol/queueOrder.ts";
import { validatePromptText } from "../outbox/checkPrompt.ts";
import type { MemoryCommandsOptions } from "./createMemoryCommands.ts";
import type { MemoryChange } from "./memoryChange.ts";
import { type MemoryPerson, toPerson, toYou } from "./memoryPerson.ts";
import { actionRefusedError } from "./refuseAction.ts";

export type QueueCommands = Pick<WorkspaceActions, "prompt" | "withdrawPrompt" | "editPrompt" | "movePrompt">;

type PromptDraft = Omit<PromptItem, "order" | "seq">;

/** The actions with which a person changes the queue. */
export function createMemoryQueueCommands(options: MemoryCommandsOptions, person: MemoryPerson): QueueCommands {
	const { room, turns, clock, createId } = options;
	const by = toPerson(person);
	const { role, allowedActions } = toYou(person);

	function requireText(text: string, hasFiles: boolean): void {
		const refusal = validatePromptText(text, hasFiles);
		if (refusal) throw refusal;
	}

	function chooseWhenBusy(asked: WhenBusy | undefined): WhenBusy {
		const chosen = asked ?? options.whenBusy;
		if (!isPreempting(chosen) || allowedActions.includes("stop")) return chosen;
		if (asked) throw actionRefusedError("forbidden");
		return "queue";
	}

	function requireRoom(whenBusy: WhenBusy): void {
		const { turn, queue } = room.get();
		if (whenBusy === "refuse" && (turn || queue.length > 0)) throw actionRefusedError("turn_running");
		if (queue.length >= LIMITS.queuedPrompts) throw actionRefusedError("queue_full");
	}

	/** The prompt while it waits; null when it waits no more. */
	function findOwn(promptId: string): PromptItem | null {
		const prompt = room.get().queue.find((queued) => queued.id === promptId);
		if (!prompt && room.get().items.get(promptId)?.kind !== "prompt") throw actionRefusedError("not_found");
		if (prompt && prompt.by.userId !== by.userId && role !== "owner") throw actionRefusedError("forbidden");
		return prompt ?? null;
	}

	return {
		async prompt({ text, clientId = createId("client"), attachments: ids = [], ...request }) {
			requireText(text, ids.length > 0);
			const whenBusy = chooseWhenBusy(request.whenBusy);
			requireRoom(whenBusy);
			const { turn, queue } = room.get();
			const position = insertionIndex(queue, whenBusy);
			const id = createId("prompt");
			const attachments = options.files.claim(by, ids);
			const base = { id, turnId: null, createdAt: clock.now(), by, clientId, text, attachments, result: null };
			const steering = toSteering(whenBusy, request.turnId, turn);
			room.apply(insertPrompt({ kind: "prompt", ...base, state: "queued", ...steering }, queue, position));
			turns.runNext();
			turns.preemptIfNeeded();
			return { promptId: id, position };
		},
		async withdrawPrompt({ promptId }) {
			const prompt = findOwn(promptId);
			if (prompt) room.apply([{ kind: "item", item: { ...prompt, state: "withdrawn" } }]);
			return { withdrawn: prompt !== null };
		},
		async editPrompt({ promptId, text }) {
			const prompt = findOwn(promptId);
			if (!prompt) throw actionRefusedError("prompt_closed");
			requireText(text, prompt.attachments.length > 0);
			const editedBy = prompt.by.userId === by.userId ? undefined : by;
			if (text !== prompt.text) room.apply([{ kind: "item", item: { ...prompt, text, editedBy } }]);
			return { promptId };
		},
		async movePrompt({ promptId, before }) {
			const prompt = findOwn(promptId);
			const { queue } = room.get();
			const others = queue.filter((other) => other !== prompt);
			const index = before === null ? others.length : others.findIndex((other) => other.id === before);
			if (!prompt || index < 0) return { moved: false };
			const { preemption: _, ...waiting } = prompt;
			if (index !== queue.indexOf(prompt)) room.apply(insertPrompt(waiting, others, index));
			return { moved: true };
		},
	};
}

function isPreempting(whenBusy: WhenBusy): whenBusy is "steer" | "interrupt" {
	return whenBusy === "steer" || whenBusy === "interrupt";
}

function toSteering(
	mode: WhenBusy,
	seen: string | null | undefined,
	turn: Turn | null,
): Pick<PromptItem, "preemption"> {
	if (!isPreempting(mode)) return {};
	return { preemption: { mode, turnId: seen === undefined ? (turn?.id ?? null) : seen } };
}

/** Puts a prompt at `index` of a queue it is not in, and makes room for it there. */
function insertPrompt(prompt: PromptDraft, queue: readonly PromptItem[], index: number): readonly MemoryChange[] {
	const orders =
		index < queue.length
			? ordersForInsertion(
					queue.map(({ order }) => order),
					index,
				)
			: [null];
	const placed = [prompt, ...queue.slice(index)].slice(0, orders.length);
	return placed.map((item, step) => ({ kind: "item", item, order: orders[step] }));
}
