import type { PromptResponse } from "../../protocol/index.ts";
import type { Observable } from "../createObservable.ts";
import type { PendingPrompt } from "../pendingPrompt.ts";
import type { Clock } from "../ports/clock.ts";
import { updateFields } from "../reduce/reduceFields.ts";
import {
	addToOutbox,
	isInOutbox,
	markFailedInOutbox,
	markSendingInOutbox,
	removeFromOutbox,
} from "../reduce/reduceOutbox.ts";
import type { StoreLimits } from "../storeLimits.ts";
import type { PerformAction } from "../sync/createPerform.ts";
import { WorkspaceError } from "../WorkspaceError.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import type { PromptOptions } from "../workspaceStore.ts";
import { validatePromptText } from "./checkPrompt.ts";
import { createPromptSender } from "./createPromptSender.ts";
import { createPendingReceipts } from "./createReceipts.ts";

export interface OutboxOptions {
	readonly state: Observable<WorkspaceState>;
	readonly perform: PerformAction;
	readonly clock: Clock;
	readonly limits: StoreLimits;
	readonly createId: () => string;
}

/** Prompts on their way: shown at once, sent in order, let go of when they show up in the workspace. */
export interface Outbox {
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
