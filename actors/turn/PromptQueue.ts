import type {
	EditPromptRequest,
	MovePromptRequest,
	PromptItem,
	PromptRequest,
	PromptResponse,
	SlashCommand,
	TimelineItem,
	WithdrawPromptRequest,
} from "../../src/protocol/index.ts";
import type { UnplacedItem } from "../../src/rules/items.ts";
import { quoteNotes } from "../../src/rules/notes.ts";
import {
	admitPrompt,
	type CommandContext,
	editPrompt,
	enqueuePrompt,
	movePrompt,
	type QueueOutcome,
	type QueueState,
	withdrawPrompt,
} from "../../src/rules/queue.ts";
import type { Identity } from "../access/identity.ts";
import { claimAttachments } from "../attachments/Uploads.ts";
import type { PatchBatcher } from "../broadcast/PatchBatcher.ts";
import { readItem, readItemsById } from "../database/itemTable.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { createItemId } from "../items/itemDraft.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import { runIdempotent, type Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";

interface PromptQueueDeps {
	readonly writer: Writer;
	readonly open: OpenItems;
	readonly settings: Pick<WorkspaceSettings, "whenBusy" | "access">;
	readonly batcher: Pick<PatchBatcher, "gatherFirstText">;
	/** The running turn; null when none runs. */
	turnId(): string | null;
	/** Begins the turn of a new prompt within the transaction and returns the prompt, or null when it has to wait. */
	beginAtOnce(transaction: Transaction, prompt: UnplacedItem<"prompt">): PromptItem | null;
	/** The slash commands that the agent lists. */
	commands(): readonly SlashCommand[];
	readonly events: Pick<WorkspaceEventHub, "emit">;
}

type QueueAction = "withdrawPrompt" | "editPrompt" | "movePrompt";

/** The prompts people send, until their turn begins. */
export class PromptQueue {
	readonly #deps: PromptQueueDeps;

	constructor(deps: PromptQueueDeps) {
		this.#deps = deps;
	}

	/**
	 * Resolves once the prompt is stored. If its turn begins at once, also not before the agent's first text, which it
	 * would hold up on the way to the clients, but no later than a tick.
	 *
	 * @param admit - Called for each new prompt, and not for a repeat; throws to refuse it.
	 * @throws {Refusal} As `admitPrompt` of the rules does, or what the attachments are refused with.
	 */
	async send(by: Identity, request: PromptRequest, admit?: () => void): Promise<PromptResponse> {
		const { writer, batcher, settings, events } = this.#deps;
		const identified = { ...request, clientId: request.clientId ?? createItemId() };
		let firstText: Promise<void> | undefined;
		const response = await writer.commit("prompt", (transaction) =>
			// Whatever can refuse the prompt runs inside: a repeat gets its first response, whatever has changed since.
			runIdempotent(transaction, { userId: by.userId, action: "prompt", request: identified }, async () => {
				admit?.();
				const state = this.#state();
				const ids = request.notes ?? [];
				const found = await readItemsById(transaction.tx, ids);
				const notes = quoteNotes(ids, (id) => found.get(id));
				const base = { promptId: createItemId(), now: Date.now(), by, notes };
				const context = { ...base, ...settings, ...this.#commandContext() };
				const { prompt, position } = admitPrompt(state, identified, context);
				const attachments = await claimAttachments(transaction, by, request.attachments ?? [], prompt.id);
				const admitted = { prompt: { ...prompt, attachments }, position };
				const { changes, response } = enqueuePrompt(state, admitted);
				const begun = this.#deps.beginAtOnce(transaction, admitted.prompt);
				const [stored] = begun ? [begun] : changes.map((change) => transaction.put(change));
				transaction.afterCommit(() => {
					if (begun) firstText = batcher.gatherFirstText();
					if (stored) events.emit("promptStored", stored);
				});
				return response;
			}),
		);
		await firstText;
		return response;
	}

	/** Takes a queued prompt back; false when its turn has begun. */
	withdraw(by: Identity, request: WithdrawPromptRequest): Promise<{ readonly withdrawn: boolean }> {
		return this.#change("withdrawPrompt", by, request, (prompt) => withdrawPrompt(prompt, by));
	}

	/** Changes the text of a queued prompt. */
	edit(by: Identity, request: EditPromptRequest): Promise<{ readonly promptId: string }> {
		return this.#change("editPrompt", by, request, (prompt) => editPrompt(prompt, request, by, this.#commandContext()));
	}

	/** Gives a queued prompt another place; false when it, or the one it should precede, no longer waits. */
	move(by: Identity, request: MovePromptRequest): Promise<{ readonly moved: boolean }> {
		return this.#change("movePrompt", by, request, (prompt) => movePrompt(prompt, request, by, this.#state()));
	}

	#change<Response>(
		action: QueueAction,
		{ userId }: Identity,
		request: { readonly clientId: string; readonly promptId: string },
		decide: (prompt: TimelineItem | undefined) => QueueOutcome<Response>,
	): Promise<Response> {
		return this.#deps.writer.commit(action, (transaction) =>
			runIdempotent(transaction, { userId, action, request }, async () => {
				const { changes, response } = decide(await this.#find(transaction, request.promptId));
				for (const change of changes) transaction.put(change);
				return response;
			}),
		);
	}

	async #find(transaction: Transaction, promptId: string): Promise<TimelineItem | undefined> {
		const queued = this.#deps.open.queue().find(({ id }) => id === promptId);
		return queued ?? (await readItem(transaction.tx, promptId)) ?? undefined;
	}

	#commandContext(): CommandContext {
		return { access: this.#deps.settings.access, commands: this.#deps.commands() };
	}

	#state(): QueueState {
		return { queue: this.#deps.open.queue(), turnId: this.#deps.turnId() };
	}
}
