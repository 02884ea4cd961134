import type { PromptResponse } from "../../protocol/index.ts";
import { WorkspaceError } from "../WorkspaceError.ts";

/** The promises of prompts that are on their way. */
export interface PendingReceipts {
	waitFor(clientId: string): Promise<PromptResponse>;
	/** Keeps or breaks a promise. One that is settled, or that nobody made, is left alone. */
	settle(clientId: string, outcome: PromptResponse | WorkspaceError): void;
}

export function createPendingReceipts(): PendingReceipts {
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
