import type { EditRequest, MoveRequest, PromptItem, WithdrawRequest } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { personOf } from "../access/personOf.ts";
import { readItem } from "../database/itemTable.ts";
import { refusal } from "../errors/refusal.ts";
import type { OpenItems } from "../items/createOpenItems.ts";
import { once } from "../writer/once.ts";
import type { Act, Writer } from "../writer/writer.ts";
import { placePrompt, withoutPlace } from "./placePrompt.ts";
import { requirePromptText } from "./requirePromptText.ts";

/** What people do to prompts that wait: to their own, and an owner to any. */
export interface QueueEditor {
	/** Takes a queued prompt back; false when its turn has come already. */
	withdraw(by: Identity, request: WithdrawRequest): Promise<{ readonly withdrawn: boolean }>;
	/** Changes its text. */
	edit(by: Identity, request: EditRequest): Promise<{ readonly promptId: string }>;
	/** Gives it another place; false when it, or the one it was to stand before, waits no more. */
	move(by: Identity, request: MoveRequest): Promise<{ readonly moved: boolean }>;
}

export function createQueueEditor(writer: Writer, open: OpenItems): QueueEditor {
	/** The prompt while it waits; null when it waits no more. */
	async function findOwn(act: Act, by: Identity, promptId: string): Promise<PromptItem | null> {
		const prompt = open.queue().find((queued) => queued.id === promptId);
		if (prompt) requireOwn(by, prompt);
		else await requirePrompt(act, promptId);
		return prompt ?? null;
	}

	return {
		withdraw: (by, { clientId, promptId }) =>
			writer.commit("withdraw", (act) =>
				once(act, { userId: by.userId, action: "withdraw", clientId }, async () => {
					const prompt = await findOwn(act, by, promptId);
					if (prompt) act.put(withoutPlace({ ...prompt, state: "withdrawn" }));
					return { withdrawn: prompt !== null };
				}),
			),
		edit: (by, { clientId, promptId, text }) =>
			writer.commit("edit", (act) =>
				once(act, { userId: by.userId, action: "edit", clientId }, async () => {
					const prompt = await findOwn(act, by, promptId);
					if (!prompt) throw refuseClosed();
					requirePromptText(text, prompt.attachments.length > 0);
					const editedBy = prompt.by.userId === by.userId ? undefined : personOf(by);
					if (text !== prompt.text) act.put({ ...prompt, text, editedBy });
					return { promptId };
				}),
			),
		move: (by, { clientId, promptId, before }) =>
			writer.commit("move", (act) =>
				once(act, { userId: by.userId, action: "move", clientId }, async () => {
					const prompt = await findOwn(act, by, promptId);
					return { moved: prompt !== null && movePrompt(act, open.queue(), prompt, before) };
				}),
			),
	};
}

function movePrompt(act: Act, queue: readonly PromptItem[], prompt: PromptItem, before: string | null): boolean {
	const others = queue.filter((other) => other !== prompt);
	const index = before === null ? others.length : others.findIndex((other) => other.id === before);
	if (index < 0) return false;
	// Its place is what somebody gave it now, not what it pushed in for.
	const { steering: _, ...waiting } = prompt;
	if (index !== queue.indexOf(prompt)) placePrompt(act, waiting, others, index);
	return true;
}

/** A prompt that no longer waits is one thing; one that never was is an error of the caller. */
async function requirePrompt(act: Act, promptId: string): Promise<void> {
	const item = await readItem(act.tx, promptId);
	if (item?.kind === "prompt") return;
	throw refusal({ code: "not_found", message: "There is no such prompt in this workspace." });
}

function requireOwn(by: Identity, prompt: PromptItem): void {
	if (prompt.by.userId === by.userId || by.role === "owner") return;
	throw refusal({
		code: "forbidden",
		message: `This prompt is ${prompt.by.name}'s, and only they or an owner can change it.`,
	});
}

function refuseClosed() {
	return refusal({
		code: "prompt_closed",
		message: "This prompt no longer waits, so its text cannot be changed any more.",
		hint: "Send what you wanted to say as another prompt.",
	});
}
