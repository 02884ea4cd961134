import type { PromptMetadata, PromptResponse } from "../../protocol/index.ts";
import { refusePromptText, waitingPrompts } from "../../rules/queue.ts";
import { refusePromptMetadata } from "../../rules/requests.ts";
import { suggestionsIn } from "../../rules/suggestions.ts";
import type { ConnectionManager } from "../connection/connectionManager.ts";
import type { StoreLimits } from "../connection/storeLimits.ts";
import { toWorkspaceError, WorkspaceError } from "../errors/WorkspaceError.ts";
import type { Clock } from "../platform/timing.ts";
import type { Observable } from "../state/observable.ts";
import {
	addToOutbox,
	isInOutbox,
	markFailedInOutbox,
	markSendingInOutbox,
	removeFromOutbox,
} from "../state/outboxReducer.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { PendingPrompt, WorkspaceState } from "../state/workspaceState.ts";
import type { PromptSpans } from "./promptSpans.ts";
import type { PromptOptions } from "./workspaceStore.ts";

/**
 * Checks a prompt before it is sent.
 *
 * @param needsNoText - Whether a file is attached, or a note quoted.
 * @returns `prompt_empty` or `prompt_too_long`; null when the workspace would accept it.
 */
export function validatePromptText(text: string, needsNoText = false): WorkspaceError | null {
	const refusal = refusePromptText(text, needsNoText);
	return refusal && new WorkspaceError(refusal.info);
}

interface OutboxOptions extends PromptOptions {
	/** Sends it as a suggestion. Default false. */
	readonly suggest?: boolean | undefined;
}

interface OutboxDeps {
	readonly state: Observable<WorkspaceState>;
	readonly connection: Pick<ConnectionManager, "perform">;
	readonly clock: Clock;
	readonly limits: StoreLimits;
	readonly createId: () => string;
	readonly spans: PromptSpans;
}

/**
 * Prompts on their way to the workspace. They show at once (optimistically), are sent one after another in the order
 * they were written, and leave the outbox when they show up in the timeline or the queue.
 */
export class Outbox {
	readonly #deps: OutboxDeps;
	/** Settle the promises that `prompt` has returned. */
	readonly #settlers = new Map<string, (outcome: PromptResponse | WorkspaceError) => void>();
	/** Client ids of prompts that the workspace has stored, and that are still in the outbox. */
	readonly #accepted = new Set<string>();
	#isSending = false;

	constructor(deps: OutboxDeps) {
		this.#deps = deps;
		deps.state.subscribeSync((now, before) => {
			if (now.outbox !== before.outbox) this.#settleRemoved(before.outbox, now);
		});
	}

	/** Adds a prompt and sends it. A caller may leave the promise alone: a failure shows in the outbox too. */
	prompt(text: string, options: OutboxOptions = {}): Promise<PromptResponse> {
		const refusal = validatePromptText(text, needsNoText(options));
		if (refusal?.code === "prompt_empty") return Promise.reject(refusal);
		const refused = refusePromptMetadata(options.metadata);
		if (refused) return Promise.reject(new WorkspaceError(refused.info));
		const prompt = this.#createPrompt(text, options);
		const receipt = new Promise<PromptResponse>((resolve, reject) => {
			this.#settlers.set(prompt.clientId, (outcome) =>
				outcome instanceof WorkspaceError ? reject(outcome) : resolve(outcome),
			);
		});
		receipt.catch(() => {});
		this.#change((outbox) => addToOutbox(outbox, [prompt]));
		this.sendPending();
		return receipt;
	}

	/** Sends a failed prompt again. */
	retry(clientId: string): void {
		this.#change((outbox) => markSendingInOutbox(outbox, clientId));
		this.sendPending();
	}

	/** Removes a prompt. One that the workspace has stored is not withdrawn by this. */
	discard(clientId: string): void {
		this.#change((outbox) => removeFromOutbox(outbox, clientId));
	}

	/** Sends the prompts that wait. */
	sendPending(): void {
		if (!this.#isSending) void this.#sendAll();
	}

	#createPrompt(text: string, options: OutboxOptions): PendingPrompt {
		const { state, clock, createId } = this.#deps;
		// A choice to interrupt holds for one prompt.
		if (options.whenBusy === "interrupt") state.set(updateFields(state.get(), { interruptTurnId: null }));
		const clientId = createId();
		return {
			clientId,
			text,
			createdAt: clock.now(),
			...(options.suggest ? { suggested: true } : whenBusyFields(state.get(), options)),
			...(options.attachments?.length ? { attachments: options.attachments } : {}),
			...(options.notes?.length ? { notes: options.notes } : {}),
			...(options.mentions?.length ? { mentions: options.mentions } : {}),
			// As it is after a reload: a date is a text, and what is undefined is not there.
			...(options.metadata && { metadata: JSON.parse(JSON.stringify(options.metadata)) as PromptMetadata }),
			...this.#deps.spans.start(clientId),
			status: "sending",
			error: null,
		};
	}

	async #sendAll(): Promise<void> {
		this.#isSending = true;
		for (let prompt = this.#nextToSend(); prompt; prompt = this.#nextToSend()) {
			try {
				await this.#send(prompt);
			} catch (thrown) {
				if (!this.#isPending(prompt.clientId)) continue;
				const error = toWorkspaceError(thrown);
				// A stopped store keeps its prompts, and sends them when it is started again.
				if (error.code === "closed") break;
				this.#handleFailed(prompt.clientId, error);
			}
		}
		this.#isSending = false;
	}

	#nextToSend(): PendingPrompt | undefined {
		const { outbox } = this.#deps.state.get();
		return outbox.find(({ status, clientId }) => status === "sending" && !this.#accepted.has(clientId));
	}

	async #send(prompt: PendingPrompt): Promise<void> {
		const { clientId, text, whenBusy, turnId, attachments, notes, mentions, metadata, traceparent, suggested } = prompt;
		const refusal = validatePromptText(text, needsNoText(prompt));
		if (refusal) throw refusal;
		const files = attachments?.length ? { attachments: attachments.map(({ id }) => id) } : {};
		const { connection } = this.#deps;
		const request = { clientId, text, notes, mentions, metadata, traceparent, ...files };
		const options = {
			connectionTimeoutMs: Number.POSITIVE_INFINITY,
			isCancelled: () => !this.#isPending(clientId),
		};
		const receipt = suggested
			? await connection.perform("suggestPrompt", request, options)
			: await connection.perform("prompt", { ...request, whenBusy, turnId }, options);
		this.#handleAccepted(clientId, receipt);
	}

	#handleAccepted(clientId: string, receipt: PromptResponse): void {
		if (!this.#isPending(clientId)) return;
		const { clock, limits } = this.#deps;
		this.#accepted.add(clientId);
		this.#settle(clientId, receipt);
		// It may never show up here: the workspace has it, but perhaps not in the part of the timeline that is loaded.
		clock.setTimer(() => this.discard(clientId), limits.promptEchoTimeoutMs);
	}

	#handleFailed(clientId: string, error: WorkspaceError): void {
		this.#settle(clientId, error);
		const now = this.#deps.clock.now();
		this.#change((outbox) => markFailedInOutbox(outbox, clientId, error.toInfo(), now));
	}

	/** A prompt that left the outbox has arrived, although its answer may have been lost, or was discarded. */
	#settleRemoved(previous: readonly PendingPrompt[], now: WorkspaceState): void {
		for (const { clientId } of previous) {
			if (isInOutbox(now.outbox, clientId)) continue;
			this.#settle(clientId, findReceiptInState(now, clientId) ?? promptDiscardedError());
			this.#accepted.delete(clientId);
		}
	}

	#settle(clientId: string, outcome: PromptResponse | WorkspaceError): void {
		this.#deps.spans.end(clientId, outcome instanceof WorkspaceError ? outcome.code : undefined);
		this.#settlers.get(clientId)?.(outcome);
		this.#settlers.delete(clientId);
	}

	#isPending(clientId: string): boolean {
		return isInOutbox(this.#deps.state.get().outbox, clientId);
	}

	#change(fold: (outbox: readonly PendingPrompt[]) => readonly PendingPrompt[]): void {
		const { state } = this.#deps;
		state.set(updateFields(state.get(), { outbox: fold(state.get().outbox) }), "now");
	}
}

function needsNoText({ attachments, notes }: Pick<PendingPrompt, "attachments" | "notes">): boolean {
	return Boolean(attachments?.length || notes?.length);
}

/** For a prompt that may stop a turn, also the turn that its person saw. */
function whenBusyFields(
	state: WorkspaceState,
	{ whenBusy, turnId = state.turn?.id ?? null }: PromptOptions,
): Pick<PendingPrompt, "whenBusy" | "turnId"> {
	const effective = whenBusy ?? state.whenBusy;
	const mayStopTurn = effective === "steer" || effective === "interrupt";
	return { ...(whenBusy && { whenBusy }), ...(mayStopTurn && { turnId }) };
}

/** The receipt of a prompt whose answer was lost, from what the workspace shows. */
function findReceiptInState({ items, queue }: WorkspaceState, clientId: string): PromptResponse | null {
	const queued = queue.find((prompt) => prompt.clientId === clientId);
	if (queued) {
		const before = queued.suggestion ? suggestionsIn(queue) : waitingPrompts(queue);
		const receipt = { promptId: queued.id, position: before.indexOf(queued) };
		return queued.suggestion ? { ...receipt, suggested: true } : receipt;
	}
	const shown = [...items.values()].find((item) => item.kind === "prompt" && item.clientId === clientId);
	return shown ? { promptId: shown.id, position: 0 } : null;
}

function promptDiscardedError(): WorkspaceError {
	return new WorkspaceError({ code: "closed", message: "The prompt was discarded before it was sent." });
}
