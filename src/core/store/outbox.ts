import { LIMITS, type PromptResponse } from "../../protocol/index.ts";
import type { PerformAction } from "../connection/performAction.ts";
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
import type { PromptOptions } from "./workspaceStore.ts";

/**
 * Says no to a prompt that the workspace would refuse, before it is on its way. Null when it is fine.
 *
 * @param hasFiles - With a file attached a prompt may do without words.
 */
export function validatePromptText(text: string, hasFiles = false): WorkspaceError | null {
	if (text.trim() === "" && !hasFiles) {
		return new WorkspaceError({ code: "prompt_empty", message: "There is nothing to send.", hint: "Write something." });
	}
	const excess = text.length - LIMITS.promptCharacters;
	if (excess <= 0) return null;
	return new WorkspaceError({
		code: "prompt_too_long",
		message: `The prompt is ${excess.toLocaleString("en")} characters too long to be sent.`,
		hint: `Shorten it to ${LIMITS.promptCharacters.toLocaleString("en")} characters, or put the long part into a file.`,
	});
}

interface PromptSenderOptions {
	/** The outbox as it is now. */
	outbox(): readonly PendingPrompt[];
	readonly perform: PerformAction;
	/** The workspace has stored the prompt. */
	onAccepted(clientId: string, receipt: PromptResponse): void;
	onFailed(clientId: string, error: WorkspaceError): void;
}

/** Sends the prompts of an outbox one after another, so that they arrive in the order they were written. */
function createPromptSender({ outbox, perform, onAccepted, onFailed }: PromptSenderOptions): { send(): void } {
	const taken = new Set<string>();
	let isSending = false;

	const find = (clientId: string) => outbox().find((prompt) => prompt.clientId === clientId);
	const next = () => outbox().find((prompt) => prompt.status === "sending" && !taken.has(prompt.clientId));

	async function send({ clientId, text, whenBusy, turnId, attachments: files = [] }: PendingPrompt): Promise<void> {
		const refusal = validatePromptText(text, files.length > 0);
		if (refusal) throw refusal;
		const check = () => {
			if (!find(clientId)) throw promptRemovedError();
		};
		const attachments = files.map(({ id }) => id);
		const options = { patienceMs: Number.POSITIVE_INFINITY, check };
		const request = { clientId, text, whenBusy, turnId, ...(files.length > 0 && { attachments }) };
		const receipt = await perform("prompt", request, options);
		taken.add(clientId);
		onAccepted(clientId, receipt);
	}

	async function sendAll(): Promise<void> {
		isSending = true;
		for (let prompt = next(); prompt; prompt = next()) {
			try {
				await send(prompt);
			} catch (thrown) {
				const error = toWorkspaceError(thrown);
				const isWaiting = find(prompt.clientId) !== undefined;
				// A stopped store keeps its prompts, and sends them when it is started again.
				if (isWaiting && error.code === "closed") break;
				if (isWaiting) onFailed(prompt.clientId, error);
			}
		}
		isSending = false;
	}

	return {
		send() {
			if (!isSending) void sendAll();
		},
	};
}

/** Ends a repeat of a prompt that has arrived, or was discarded, meanwhile. */
function promptRemovedError(): WorkspaceError {
	return new WorkspaceError({ code: "closed", message: "The prompt is no longer in the outbox." });
}

/** The promises of prompts that are on their way. */
interface PendingReceipts {
	waitFor(clientId: string): Promise<PromptResponse>;
	/** Keeps or breaks a promise. One that is settled, or that nobody made, is left alone. */
	settle(clientId: string, outcome: PromptResponse | WorkspaceError): void;
}

function createPendingReceipts(): PendingReceipts {
	const settlers = new Map<string, (outcome: PromptResponse | WorkspaceError) => void>();

	return {
		waitFor(clientId) {
			const receipt = new Promise<PromptResponse>((resolve, reject) => {
				settlers.set(clientId, (outcome) => (outcome instanceof WorkspaceError ? reject(outcome) : resolve(outcome)));
			});
			// The state tells of a failure as well, so whoever sent the prompt may leave the promise alone.
			receipt.catch(() => {});
			return receipt;
		},
		settle(clientId, outcome) {
			settlers.get(clientId)?.(outcome);
			settlers.delete(clientId);
		},
	};
}

interface OutboxOptions {
	readonly state: Observable<WorkspaceState>;
	readonly perform: PerformAction;
	readonly clock: Clock;
	readonly limits: StoreLimits;
	readonly createId: () => string;
}

/** Prompts on their way: shown at once, sent in order, let go of when they show up in the workspace. */
interface Outbox {
	prompt(text: string, options: PromptOptions): Promise<PromptResponse>;
	retry(clientId: string): void;
	discard(clientId: string): void;
	/** Sends what waits. */
	send(): void;
}

export function createOutbox({ state, perform, clock, limits, createId }: OutboxOptions): Outbox {
	const receipts = createPendingReceipts();
	state.subscribeSync((now, before) => {
		for (const { clientId } of before.outbox === now.outbox ? [] : before.outbox) {
			if (!isInOutbox(now.outbox, clientId))
				receipts.settle(clientId, findReceiptInState(now, clientId) ?? promptDiscardedError());
		}
	});

	const change = (fold: (outbox: readonly PendingPrompt[]) => readonly PendingPrompt[]) =>
		state.set(updateFields(state.get(), { outbox: fold(state.get().outbox) }), "now");

	const sender = createPromptSender({
		outbox: () => state.get().outbox,
		perform,
		onAccepted(clientId, receipt) {
			receipts.settle(clientId, receipt);
			// It stands in the workspace, if not in the part of it that is loaded here.
			clock.setTimer(() => change((outbox) => removeFromOutbox(outbox, clientId)), limits.promptEchoTimeoutMs);
		},
		onFailed(clientId, error) {
			receipts.settle(clientId, error);
			change((outbox) => markFailedInOutbox(outbox, clientId, error.toInfo()));
		},
	});

	function add(text: string, options: PromptOptions): Promise<PromptResponse> {
		const files = options.attachments?.length ? { attachments: options.attachments } : {};
		const busy = whenBusyOptions(state.get(), options);
		const base = { clientId: createId(), text, createdAt: clock.now(), ...busy, ...files };
		const receipt = receipts.waitFor(base.clientId);
		change((outbox) => addToOutbox(outbox, [{ ...base, status: "sending", error: null }]));
		return receipt;
	}

	return {
		prompt(text, options) {
			const refusal = validatePromptText(text, (options.attachments?.length ?? 0) > 0);
			if (refusal?.code === "prompt_empty") return Promise.reject(refusal);
			const receipt = add(text, options);
			sender.send();
			return receipt;
		},
		retry(clientId) {
			change((outbox) => markSendingInOutbox(outbox, clientId));
			sender.send();
		},
		discard: (clientId) => change((outbox) => removeFromOutbox(outbox, clientId)),
		send: sender.send,
	};
}

/** What is kept of the options: for a prompt that may stop a turn, also which turn its person saw. */
function whenBusyOptions(
	state: WorkspaceState,
	{ whenBusy, turnId = state.turn?.id ?? null }: PromptOptions,
): PromptOptions {
	const chosen = whenBusy ?? state.whenBusy;
	const mayStop = chosen === "steer" || chosen === "interrupt";
	return { ...(whenBusy && { whenBusy }), ...(mayStop && { turnId }) };
}

/** The receipt of a prompt whose own was lost, by what the workspace shows. */
function findReceiptInState({ items, queue }: WorkspaceState, clientId: string): PromptResponse | null {
	const position = queue.findIndex((prompt) => prompt.clientId === clientId);
	const queued = queue[position];
	if (queued) return { promptId: queued.id, position };
	const shown = [...items.values()].find((item) => item.kind === "prompt" && item.clientId === clientId);
	return shown ? { promptId: shown.id, position: 0 } : null;
}

function promptDiscardedError(): WorkspaceError {
	return new WorkspaceError({ code: "closed", message: "The prompt was discarded before the workspace had it." });
}
