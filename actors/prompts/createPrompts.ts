import {
	LIMITS,
	type Person,
	type PromptItem,
	type PromptReceipt,
	type PromptRequest,
	type WhenBusy,
	type WithdrawRequest,
} from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { personOf } from "../access/personOf.ts";
import { claimAttachments } from "../attachments/claimAttachments.ts";
import { readItem } from "../database/itemTable.ts";
import { refusal } from "../errors/refusal.ts";
import { createItemId } from "../items/createItemId.ts";
import type { OpenItems } from "../items/createOpenItems.ts";
import type { ItemDraft } from "../items/itemDraft.ts";
import { once } from "../writer/once.ts";
import type { Act, Writer } from "../writer/writer.ts";
import { requirePromptText } from "./requirePromptText.ts";

/** The prompts people send, until their turn comes. */
export interface Prompts {
	/** Answers once the prompt is stored. */
	send(by: Identity, request: PromptRequest): Promise<PromptReceipt>;
	/** Takes a queued prompt back; false when its turn has come already. */
	withdraw(by: Identity, request: WithdrawRequest): Promise<{ readonly withdrawn: boolean }>;
}

export interface PromptsOptions {
	readonly writer: Writer;
	readonly open: OpenItems;
	readonly whenBusy: WhenBusy;
	isTurnRunning(): boolean;
	/** A new prompt is stored and told. */
	onPrompt(prompt: PromptItem): void;
}

export function createPrompts(options: PromptsOptions): Prompts {
	const { writer, open } = options;

	function send(by: Identity, request: PromptRequest): Promise<PromptReceipt> {
		const { text, attachments = [] } = request;
		requirePromptText(text, attachments.length > 0);
		const clientId = request.clientId ?? createItemId();
		return writer.commit("prompt", (act) =>
			once(act, { userId: by.userId, action: "prompt", clientId }, async () => {
				requireRoom(request.whenBusy ?? options.whenBusy);
				const prompt = newPrompt(personOf(by), clientId, text);
				return enqueue(act, { ...prompt, attachments: await claimAttachments(act, by, attachments, prompt.id) });
			}),
		);
	}

	function requireRoom(whenBusy: WhenBusy): void {
		const waiting = open.queue().length;
		if (whenBusy === "refuse" && (waiting > 0 || options.isTurnRunning())) throw refuseBusy();
		if (waiting >= LIMITS.queuedPrompts) throw refuseFull();
	}

	function enqueue(act: Act, draft: ItemDraft): PromptReceipt {
		const position = open.queue().length;
		const prompt = act.put(draft);
		act.afterwards(() => {
			if (prompt.kind === "prompt") options.onPrompt(prompt);
		});
		return { promptId: prompt.id, position };
	}

	function withdraw(by: Identity, { clientId, promptId }: WithdrawRequest): Promise<{ readonly withdrawn: boolean }> {
		return writer.commit("withdraw", (act) =>
			once(act, { userId: by.userId, action: "withdraw", clientId }, async () => {
				const prompt = open.queue().find((queued) => queued.id === promptId);
				if (!prompt) return requirePrompt(act, promptId);
				requireOwn(by, prompt);
				act.put({ ...prompt, state: "withdrawn" });
				return { withdrawn: true };
			}),
		);
	}

	return { send, withdraw };
}

function newPrompt(by: Person, clientId: string, text: string) {
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

/** A prompt that no longer waits cannot be withdrawn; one that never was is an error of the caller. */
async function requirePrompt(act: Act, promptId: string): Promise<{ readonly withdrawn: false }> {
	const item = await readItem(act.tx, promptId);
	if (item?.kind === "prompt") return { withdrawn: false };
	throw refusal({
		code: "not_found",
		message: "There is no such prompt in this workspace, so it cannot be withdrawn.",
	});
}

function requireOwn(by: Identity, prompt: PromptItem): void {
	if (prompt.by.userId === by.userId || by.role === "owner") return;
	throw refusal({
		code: "forbidden",
		message: `This prompt is ${prompt.by.name}'s, and only they or an owner can withdraw it.`,
	});
}

function refuseBusy() {
	return refusal({
		code: "turn_running",
		message: "The agent is at work on another prompt, so this one was not taken.",
		hint: "Wait until the turn has ended, or let the prompt wait in the queue.",
	});
}

function refuseFull() {
	return refusal({
		code: "queue_full",
		message: `There are ${LIMITS.queuedPrompts} prompts waiting already, so this one was not taken.`,
		hint: "Wait until the agent has done some of them, or withdraw one.",
	});
}
