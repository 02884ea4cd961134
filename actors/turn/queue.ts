import {
	type EditPromptRequest,
	isAtLeastRole,
	LIMITS,
	type MovePromptRequest,
	type Person,
	type PromptItem,
	type PromptRequest,
	type PromptResponse,
	type WhenBusy,
	type WithdrawPromptRequest,
} from "../../src/protocol/index.ts";
import { insertionIndex, ordersForInsertion } from "../../src/rules/queue.ts";
import { type Identity, toPerson } from "../access/identity.ts";
import { requireRole } from "../access/roles.ts";
import { claimAttachments } from "../attachments/Uploads.ts";
import { readItem } from "../database/itemTable.ts";
import { refusal } from "../errors/refusal.ts";
import { createItemId } from "../items/itemDraft.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import { runIdempotent, type Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";

type WhenBusySettings = Pick<WorkspaceSettings, "whenBusy" | "access">;

/**
 * What a prompt does while a turn runs. Who may not stop turns cannot cut one off by a prompt either: where the
 * workspace would have them do so, theirs waits.
 *
 * @throws `forbidden` when they asked for it themselves.
 */
function resolveWhenBusy(asked: WhenBusy | undefined, { whenBusy, access }: WhenBusySettings, by: Identity): WhenBusy {
	const chosen = asked ?? whenBusy;
	if (chosen === "queue" || chosen === "refuse") return chosen;
	if (asked !== undefined) requireRole(access, by, "stop");
	return isAtLeastRole(by.role, access.stop) ? chosen : "queue";
}

/** A prompt before it has its place. */
type PromptDraft = Omit<PromptItem, "order" | "seq">;

/** Stores a prompt at `index` of a queue it is not in, and makes room for it there. */
function placePrompt(act: Transaction, draft: PromptDraft, queue: readonly PromptItem[], index: number): PromptItem {
	// The end is a place of its own: the last one of all, also when it is in the timeline one day.
	if (index >= queue.length) return act.put(withoutOrder(draft));
	const orders = ordersForInsertion(
		queue.map((prompt) => prompt.order),
		index,
	);
	const [prompt] = [draft, ...queue.slice(index)].slice(0, orders.length).map((placed, step) => {
		return act.put({ ...placed, order: orders[step] });
	});
	return prompt ?? act.put(withoutOrder(draft));
}

/** What leaves its place takes the last one. */
function withoutOrder(prompt: PromptDraft): PromptDraft {
	return { ...prompt, ...{ order: undefined } };
}

/**
 * @param hasFiles - With a file attached a prompt may do without words.
 * @throws `prompt_empty` or `prompt_too_long`
 */
function requirePromptText(text: string, hasFiles = false): void {
	if (text.trim() === "" && !hasFiles) {
		throw refusal({
			code: "prompt_empty",
			message: "The prompt is empty, so there is nothing to ask the agent.",
			hint: "Write what the agent should do.",
		});
	}
	if (text.length > LIMITS.promptCharacters) {
		throw refusal({
			code: "prompt_too_long",
			message: `The prompt has ${text.length} characters, and ${LIMITS.promptCharacters} is the most the agent gets at once.`,
			hint: "Shorten it, or put long parts into a file in the sandbox and name it.",
		});
	}
}

/** What people do to prompts that wait: to their own, and an owner to any. */
interface QueueEditor {
	/** Takes a queued prompt back; false when its turn has come already. */
	withdraw(by: Identity, request: WithdrawPromptRequest): Promise<{ readonly withdrawn: boolean }>;
	/** Changes its text. */
	edit(by: Identity, request: EditPromptRequest): Promise<{ readonly promptId: string }>;
	/** Gives it another place; false when it, or the one it was to stand before, waits no more. */
	move(by: Identity, request: MovePromptRequest): Promise<{ readonly moved: boolean }>;
}

function createQueueEditor(writer: Writer, open: OpenItems): QueueEditor {
	/** The prompt while it waits; null when it waits no more. */
	async function findOwn(act: Transaction, by: Identity, promptId: string): Promise<PromptItem | null> {
		const prompt = open.queue().find((queued) => queued.id === promptId);
		if (prompt) requireAuthorOrOwner(by, prompt);
		else await requireKnownPrompt(act, promptId);
		return prompt ?? null;
	}

	return {
		withdraw: (by, { clientId, promptId }) =>
			writer.commit("withdrawPrompt", (act) =>
				runIdempotent(act, { userId: by.userId, action: "withdrawPrompt", clientId }, async () => {
					const prompt = await findOwn(act, by, promptId);
					if (prompt) act.put(withoutOrder({ ...prompt, state: "withdrawn" }));
					return { withdrawn: prompt !== null };
				}),
			),
		edit: (by, { clientId, promptId, text }) =>
			writer.commit("editPrompt", (act) =>
				runIdempotent(act, { userId: by.userId, action: "editPrompt", clientId }, async () => {
					const prompt = await findOwn(act, by, promptId);
					if (!prompt) throw promptClosedRefusal();
					requirePromptText(text, prompt.attachments.length > 0);
					const editedBy = prompt.by.userId === by.userId ? undefined : toPerson(by);
					if (text !== prompt.text) act.put({ ...prompt, text, editedBy });
					return { promptId };
				}),
			),
		move: (by, { clientId, promptId, before }) =>
			writer.commit("movePrompt", (act) =>
				runIdempotent(act, { userId: by.userId, action: "movePrompt", clientId }, async () => {
					const prompt = await findOwn(act, by, promptId);
					return { moved: prompt !== null && movePrompt(act, open.queue(), prompt, before) };
				}),
			),
	};
}

function movePrompt(
	act: Transaction,
	queue: readonly PromptItem[],
	prompt: PromptItem,
	before: string | null,
): boolean {
	const others = queue.filter((other) => other !== prompt);
	const index = before === null ? others.length : others.findIndex((other) => other.id === before);
	if (index < 0) return false;
	// Its place is what somebody gave it now, not what it pushed in for.
	const { preemption: _, ...waiting } = prompt;
	if (index !== queue.indexOf(prompt)) placePrompt(act, waiting, others, index);
	return true;
}

/** A prompt that no longer waits is one thing; one that never was is an error of the caller. */
async function requireKnownPrompt(act: Transaction, promptId: string): Promise<void> {
	const item = await readItem(act.tx, promptId);
	if (item?.kind === "prompt") return;
	throw refusal({ code: "not_found", message: "There is no such prompt in this workspace." });
}

function requireAuthorOrOwner(by: Identity, prompt: PromptItem): void {
	if (prompt.by.userId === by.userId || by.role === "owner") return;
	throw refusal({
		code: "forbidden",
		message: `This prompt is ${prompt.by.name}'s, and only they or an owner can change it.`,
	});
}

function promptClosedRefusal() {
	return refusal({
		code: "prompt_closed",
		message: "This prompt no longer waits, so its text cannot be changed any more.",
		hint: "Send what you wanted to say as another prompt.",
	});
}

/** The prompts people send, until their turn comes. */
export interface PromptQueue extends QueueEditor {
	/**
	 * Answers once the prompt is stored.
	 *
	 * @param admit - Asked about each new prompt, and not about a repeat; throws to refuse it.
	 */
	send(by: Identity, request: PromptRequest, admit?: () => void): Promise<PromptResponse>;
}

interface PromptQueueOptions {
	readonly writer: Writer;
	readonly open: OpenItems;
	readonly settings: WhenBusySettings;
	/** The turn that runs. */
	turnId(): string | null;
	/** A new prompt is stored and told. */
	onStored(prompt: PromptItem): void;
}

export function createPromptQueue(options: PromptQueueOptions): PromptQueue {
	const { writer, open, settings } = options;

	function send(by: Identity, request: PromptRequest, admit?: () => void): Promise<PromptResponse> {
		const { text, attachments = [] } = request;
		const clientId = request.clientId ?? createItemId();
		return writer.commit("prompt", (act) =>
			// Whatever could refuse it stands inside: a repeat was taken, however things are by now.
			runIdempotent(act, { userId: by.userId, action: "prompt", clientId }, async () => {
				admit?.();
				requirePromptText(text, attachments.length > 0);
				const whenBusy = resolveWhenBusy(request.whenBusy, settings, by);
				requireRoom(whenBusy);
				const prompt = { ...createPromptDraft(toPerson(by), clientId, text), ...steeringOf(whenBusy, request.turnId) };
				const files = await claimAttachments(act, by, attachments, prompt.id);
				return enqueue(act, { ...prompt, attachments: files }, whenBusy);
			}),
		);
	}

	function requireRoom(whenBusy: WhenBusy): void {
		const waiting = open.queue().length;
		if (whenBusy === "refuse" && (waiting > 0 || options.turnId() !== null)) throw turnRunningRefusal();
		if (waiting >= LIMITS.queuedPrompts) throw queueFullRefusal();
	}

	function steeringOf(mode: WhenBusy, turnId = options.turnId()): Pick<PromptItem, "preemption"> {
		return mode === "steer" || mode === "interrupt" ? { preemption: { mode, turnId } } : {};
	}

	function enqueue(act: Transaction, draft: PromptDraft, whenBusy: WhenBusy): PromptResponse {
		const queue = open.queue();
		const position = insertionIndex(queue, whenBusy);
		const prompt = placePrompt(act, draft, queue, position);
		act.afterCommit(() => options.onStored(prompt));
		return { promptId: prompt.id, position };
	}

	return { send, ...createQueueEditor(writer, open) };
}

function createPromptDraft(by: Person, clientId: string, text: string): PromptDraft {
	return {
		kind: "prompt" as const,
		id: createItemId(),
		turnId: null,
		createdAt: Date.now(),
		by,
		clientId,
		text,
		attachments: [],
		state: "queued" as const,
		result: null,
	};
}

function turnRunningRefusal() {
	return refusal({
		code: "turn_running",
		message: "The agent is at work on another prompt, so this one was not taken.",
		hint: "Wait until the turn has ended, or let the prompt wait in the queue.",
	});
}

function queueFullRefusal() {
	return refusal({
		code: "queue_full",
		message: `There are ${LIMITS.queuedPrompts} prompts waiting already, so this one was not taken.`,
		hint: "Wait until the agent has done some of them, or withdraw one.",
	});
}
