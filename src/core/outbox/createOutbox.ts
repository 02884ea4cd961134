import type { PromptReceipt } from "../../protocol/index.ts";
import type { Observable } from "../createObservable.ts";
import type { PendingPrompt } from "../pendingPrompt.ts";
import type { Clock } from "../ports/clock.ts";
import { reduceFields } from "../reduce/reduceFields.ts";
import { addToOutbox, failInOutbox, removeFromOutbox, retryInOutbox } from "../reduce/reduceOutbox.ts";
import type { StoreLimits } from "../storeLimits.ts";
import type { Perform } from "../sync/createPerform.ts";
import type { WorkspaceError } from "../WorkspaceError.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import type { PromptOptions } from "../workspaceStore.ts";
import { checkPrompt } from "./checkPrompt.ts";
import { createPromptSender } from "./createPromptSender.ts";

export interface OutboxOptions {
	readonly state: Observable<WorkspaceState>;
	readonly perform: Perform;
	readonly clock: Clock;
	readonly limits: StoreLimits;
	readonly createId: () => string;
}

/** Prompts on their way: shown at once, sent in order, let go of when they show up in the workspace. */
export interface Outbox {
	prompt(text: string, options: PromptOptions): Promise<PromptReceipt>;
	retry(clientId: string): void;
	discard(clientId: string): void;
	/** Sends what waits. */
	send(): void;
}

interface Settlement {
	resolve(receipt: PromptReceipt): void;
	reject(error: WorkspaceError): void;
}

export function createOutbox({ state, perform, clock, limits, createId }: OutboxOptions): Outbox {
	const settlements = new Map<string, Settlement>();

	const change = (fold: (outbox: readonly PendingPrompt[]) => readonly PendingPrompt[]) =>
		state.set(reduceFields(state.get(), { outbox: fold(state.get().outbox) }), "now");

	const sender = createPromptSender({
		outbox: () => state.get().outbox,
		perform,
		onTaken(clientId, receipt) {
			settlements.get(clientId)?.resolve(receipt);
			settlements.delete(clientId);
			// It stands in the workspace, if not in the part of it that is loaded here.
			clock.setTimer(() => change((outbox) => removeFromOutbox(outbox, clientId)), limits.settleMs);
		},
		onFailed(clientId, error) {
			settlements.get(clientId)?.reject(error);
			settlements.delete(clientId);
			change((outbox) => failInOutbox(outbox, clientId, error.toFault()));
		},
	});

	function add(text: string, { whenBusy }: PromptOptions): Promise<PromptReceipt> {
		const base = { clientId: createId(), text, createdAt: clock.now(), ...(whenBusy && { whenBusy }) };
		const receipt = new Promise<PromptReceipt>((resolve, reject) => {
			settlements.set(base.clientId, { resolve, reject });
		});
		// The state tells of a failure as well, so a caller may leave the promise alone.
		receipt.catch(() => {});
		change((outbox) => addToOutbox(outbox, [{ ...base, status: "sending", error: null }]));
		return receipt;
	}

	return {
		async prompt(text, options) {
			const refusal = checkPrompt(text);
			if (refusal?.code === "prompt_empty") throw refusal;
			const receipt = add(text, options);
			sender.send();
			return receipt;
		},
		retry(clientId) {
			change((outbox) => retryInOutbox(outbox, clientId));
			sender.send();
		},
		discard: (clientId) => change((outbox) => removeFromOutbox(outbox, clientId)),
		send: sender.send,
	};
}
