import type { PromptResponse } from "../../protocol/index.ts";
import { parsePromptReceipt } from "../parse/parseReceipt.ts";
import type { PendingPrompt } from "../pendingPrompt.ts";
import type { PerformAction } from "../sync/createPerform.ts";
import { toWorkspaceError } from "../toWorkspaceError.ts";
import { WorkspaceError } from "../WorkspaceError.ts";
import { validatePromptText } from "./checkPrompt.ts";

export interface PromptSenderOptions {
	/** The outbox as it is now. */
	outbox(): readonly PendingPrompt[];
	readonly perform: PerformAction;
	/** The workspace has stored the prompt. */
	onAccepted(clientId: string, receipt: PromptResponse): void;
	onFailed(clientId: string, error: WorkspaceError): void;
}

/** Sends the prompts of an outbox one after another, so that they arrive in the order they were written. */
export function createPromptSender({ outbox, perform, onAccepted, onFailed }: PromptSenderOptions): { send(): void } {
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
		const receipt = parsePromptReceipt(await perform("prompt", request, options));
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
