import type {
	DeclineSuggestionRequest,
	EditPromptRequest,
	MovePromptRequest,
	PromptItem,
	PromptRequest,
	PromptResponse,
	SendSuggestionRequest,
	SlashCommand,
	SuggestPromptRequest,
	TimelineItem,
	Wheel,
	WithdrawPromptRequest,
} from "../../src/protocol/index.ts";
import type { UnplacedItem } from "../../src/rules/items.ts";
import { quoteNotes } from "../../src/rules/notes.ts";
import {
	type AdmissionContext,
	type AdmittedPrompt,
	type CommandContext,
	editPrompt,
	enqueuePrompt,
	movePrompt,
	type NewPromptRequest,
	type QueueOutcome,
	type QueueState,
	withdrawPrompt,
} from "../../src/rules/queue.ts";
import { admitByWheel, admitSuggestion, declineSuggestion, sendSuggestion } from "../../src/rules/suggestions.ts";
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
	/** Who has the wheel; null while nobody has. */
	wheel(): Wheel | null;
	readonly events: Pick<WorkspaceEventHub, "emit">;
}

/** Called for each new prompt with its author, and not for a repeat; throws to refuse it. */
type OnNew = (author: Identity) => void;

type QueueAction = "withdrawPrompt" | "editPrompt" | "movePrompt" | "sendSuggestion" | "declineSuggestion";

/** Accepts a new prompt, or throws to refuse it. */
type Admit = (state: QueueState, request: NewPromptRequest, context: AdmissionContext) => AdmittedPrompt;

/** The prompts people send and suggest, until their turn begins. */
export class PromptQueue {
	readonly #deps: PromptQueueDeps;

	constructor(deps: PromptQueueDeps) {
		this.#deps = deps;
	}

	/**
	 * Resolves once the prompt is stored. If its turn begins at once, also not before the agent's first text, which it
	 * would hold up on the way to the clients, but no later than a tick.
	 *
	 * @param onNew - Called for each new prompt, and not for a repeat; throws to refuse it.
	 * @throws {Refusal} As `admitByWheel` of the rules does, or what the attachments are refused with.
	 */
	async send(by: Identity, request: PromptRequest, onNew?: OnNew): Promise<PromptResponse> {
		const identified = { ...request, clientId: request.clientId ?? createItemId() };
		return this.#add("prompt", by, identified, { admit: admitByWheel, onNew });
	}

	/**
	 * Stores a prompt that waits until somebody sends it.
	 *
	 * @param onNew - As for `send`.
	 * @throws {Refusal} As `admitSuggestion` of the rules does, or what the attachments are refused with.
	 */
	suggest(by: Identity, request: SuggestPromptRequest, onNew: OnNew): Promise<PromptResponse> {
		return this.#add("suggestPrompt", by, request, { admit: admitSuggestion, onNew });
	}

	/**
	 * Sends a suggestion, which waits for its turn from then on.
	 *
	 * @param onNew - As for `send`.
	 */
	sendSuggestion(by: Identity, request: SendSuggestionRequest, onNew: OnNew): Promise<PromptResponse> {
		return this.#change(
			"sendSuggestion",
			by,
			request,
			(prompt, person) => {
				onNew(person);
				return sendSuggestion(this.#state(), prompt, request, person, this.#commandContext());
			},
			(sent) => this.#deps.events.emit("promptStored", sent),
		);
	}

	/** Declines a suggestion. */
	declineSuggestion(by: Identity, request: DeclineSuggestionRequest): Promise<{ readonly promptId: string }> {
		return this.#change("declineSuggestion", by, request, (prompt, person) =>
			declineSuggestion(prompt, request, person, this.#commandContext()),
		);
	}

	/** Takes a queued prompt back; false when its turn has begun. */
	withdraw(by: Identity, request: WithdrawPromptRequest): Promise<{ readonly withdrawn: boolean }> {
		return this.#change("withdrawPrompt", by, request, withdrawPrompt);
	}

	/** Changes the text of a queued prompt. */
	edit(by: Identity, request: EditPromptRequest): Promise<{ readonly promptId: string }> {
		return this.#change("editPrompt", by, request, (prompt, person) =>
			editPrompt(prompt, request, person, this.#commandContext()),
		);
	}

	/** Gives a queued prompt another place; false when it, or the one it should precede, no longer waits. */
	move(by: Identity, request: MovePromptRequest): Promise<{ readonly moved: boolean }> {
		return this.#change("movePrompt", by, request, (prompt, person) =>
			movePrompt(prompt, request, person, { ...this.#state(), ...this.#commandContext() }),
		);
	}

	async #add(
		action: "prompt" | "suggestPrompt",
		by: Identity,
		request: NewPromptRequest,
		{ admit, onNew }: { readonly admit: Admit; readonly onNew: OnNew | undefined },
	): Promise<PromptResponse> {
		const { writer, batcher, settings, events, beginAtOnce } = this.#deps;
		let firstText: Promise<void> | undefined;
		const response = await writer.commit(action, (transaction) =>
			// Whatever can refuse the prompt runs inside: a repeat gets its first response, whatever has changed since.
			runIdempotent(transaction, { by, action, request }, async (person) => {
				onNew?.(person);
				const state = this.#state();
				const ids = request.notes ?? [];
				const found = await readItemsById(transaction.tx, ids);
				const notes = quoteNotes(ids, (id) => found.get(id));
				const base = { promptId: createItemId(), now: Date.now(), by: person, notes };
				const { prompt, ...place } = admit(state, request, { ...base, ...settings, ...this.#commandContext() });
				const attachments = await claimAttachments(transaction, by, request.attachments ?? [], prompt.id);
				const admitted = { prompt: { ...prompt, attachments }, ...place };
				const { changes, response } = enqueuePrompt(state, admitted);
				const begun = prompt.suggestion ? null : beginAtOnce(transaction, admitted.prompt);
				const [stored] = begun ? [begun] : changes.map((change) => transaction.put(change));
				transaction.afterCommit(() => {
					if (begun) firstText = batcher.gatherFirstText();
					if (stored && !prompt.suggestion) events.emit("promptStored", stored);
				});
				return response;
			}),
		);
		await firstText;
		return response;
	}

	/** @param onStored - Called with each prompt that has changed, once that is stored. */
	#change<Response>(
		action: QueueAction,
		by: Identity,
		request: { readonly clientId: string; readonly promptId: string },
		decide: (prompt: TimelineItem | undefined, person: Identity) => QueueOutcome<Response>,
		onStored?: (prompt: PromptItem) => void,
	): Promise<Response> {
		return this.#deps.writer.commit(action, (transaction) =>
			runIdempotent(transaction, { by, action, request }, async (person) => {
				const found = await this.#find(transaction, request.promptId);
				const { changes, response } = decide(found, person);
				const stored = changes.map((change) => transaction.put(change));
				transaction.afterCommit(() => {
					for (const prompt of stored) onStored?.(prompt);
				});
				return response;
			}),
		);
	}

	async #find(transaction: Transaction, promptId: string): Promise<TimelineItem | undefined> {
		const queued = this.#deps.open.queue().find(({ id }) => id === promptId);
		return queued ?? (await readItem(transaction.tx, promptId)) ?? undefined;
	}

	#commandContext(): CommandContext {
		const { settings, commands, wheel } = this.#deps;
		return { access: settings.access, commands: commands(), wheel: wheel() };
	}

	#state(): QueueState {
		return { queue: this.#deps.open.queue(), turnId: this.#deps.turnId() };
	}
}
