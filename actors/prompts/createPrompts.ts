import {
	LIMITS,
	type Person,
	type PromptItem,
	type PromptRequest,
	type PromptResponse,
	type WhenBusy,
} from "../../src/protocol/index.ts";
import { insertionIndex } from "../../src/protocol/queueOrder.ts";
import type { Identity } from "../access/identity.ts";
import { toPerson } from "../access/personOf.ts";
import { claimAttachments } from "../attachments/claimAttachments.ts";
import { refusal } from "../errors/refusal.ts";
import { createItemId } from "../items/createItemId.ts";
import type { OpenItems } from "../items/createOpenItems.ts";
import { runIdempotent } from "../writer/once.ts";
import type { Transaction, Writer } from "../writer/writer.ts";
import { resolveWhenBusy, type WhenBusySettings } from "./chooseWhenBusy.ts";
import { createQueueEditor, type QueueEditor } from "./createQueueEditor.ts";
import { type PromptDraft, placePrompt } from "./placePrompt.ts";
import { requirePromptText } from "./requirePromptText.ts";

/** The prompts people send, until their turn comes. */
export interface PromptQueue extends QueueEditor {
	/**
	 * Answers once the prompt is stored.
	 *
	 * @param admit - Asked about each new prompt, and not about a repeat; throws to refuse it.
	 */
	send(by: Identity, request: PromptRequest, admit?: () => void): Promise<PromptResponse>;
}

export interface PromptQueueOptions {
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
