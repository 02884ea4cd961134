import type { PromptReceipt } from "../../protocol/index.ts";
import { WorkspaceError } from "../WorkspaceError.ts";

/** The promises of prompts that are on their way. */
export interface Receipts {
	expect(clientId: string): Promise<PromptReceipt>;
	/** Keeps or breaks a promise. One that is settled, or that nobody made, is left alone. */
	settle(clientId: string, outcome: PromptReceipt | WorkspaceError): void;
}

export function createReceipts(): Receipts {
	const settlers = new Map<string, (outcome: PromptReceipt | WorkspaceError) => void>();

	return {
		expect(clientId) {
			const receipt = new Promise<PromptReceipt>((resolve, reject) => {
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
