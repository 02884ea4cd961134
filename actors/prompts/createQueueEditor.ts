import type {
	EditPromptRequest,
	MovePromptRequest,
	PromptItem,
	WithdrawPromptRequest,
} from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { toPerson } from "../access/personOf.ts";
import { readItem } from "../database/itemTable.ts";
import { refusal } from "../errors/refusal.ts";
import type { OpenItems } from "../items/createOpenItems.ts";
import { runIdempotent } from "../writer/once.ts";
import type { Transaction, Writer } from "../writer/writer.ts";
import { placePrompt, withoutOrder } from "./placePrompt.ts";
import { requirePromptText } from "./requirePromptText.ts";

/** What people do to prompts that wait: to their own, and an owner to any. */
export interface QueueEditor {
	/** Takes a queued prompt back; false when its turn has come already. */
	withdraw(by: Identity, request: WithdrawPromptRequest): Promise<{ readonly withdrawn: boolean }>;
	/** Changes its text. */
	edit(by: Identity, request: EditPromptRequest): Promise<{ readonly promptId: string }>;
	/** Gives it another place; false when it, or the one it was to stand before, waits no more. */
	move(by: Identity, request: MovePromptRequest): Promise<{ readonly moved: boolean }>;
}

export function createQueueEditor(writer: Writer, open: OpenItems): QueueEditor {
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
