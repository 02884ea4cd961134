import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { isJsonObject, type JsonRpcId } from "./parseEnvelope.ts";

/** In the range JSON-RPC leaves to implementations, and one that ACP does not use. */
const ERROR_CODE = -32050;

/**
 * Carries faults through the SDK: as error answers on the way in, and found again by their number in what the SDK
 * throws.
 */
export class GuardErrors {
	readonly #faults: WorkspaceErrorInfo[] = [];

	/** The JSON text of an answer that says why no other will come. */
	toResponse(id: JsonRpcId, fault: WorkspaceErrorInfo): string {
		const number = this.#faults.push(fault) - 1;
		const error = { code: ERROR_CODE, message: fault.message, data: { guardFault: number } };
		return JSON.stringify({ jsonrpc: "2.0", id, error });
	}

	/** The fault behind an error of the SDK; undefined when the error is the agent's or the SDK's own. */
	find(error: unknown): WorkspaceErrorInfo | undefined {
		if (!(error instanceof Error) || !("code" in error) || error.code !== ERROR_CODE) return undefined;
		const data = "data" in error && isJsonObject(error.data) ? error.data.guardFault : undefined;
		return typeof data === "number" ? this.#faults[data] : undefined;
	}
}
