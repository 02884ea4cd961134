import type { JsonObject, JsonRpcId } from "./parseEnvelope.ts";

/** No agent has it, and JSON-RPC demands an answer to every request: a live agent says that it does not know it. */
const PROBE_METHOD = "_workspace-chat/probe";

/** Questions that only ask for a sign of life. The SDK never hears of them. */
export class AgentProbes {
	#next = 1;
	readonly #waiting = new Map<JsonRpcId, () => void>();

	/** A question to send; `answered` settles with any answer to it. */
	begin(): { readonly message: JsonObject; readonly answered: Promise<void> } {
		const { promise, resolve } = Promise.withResolvers<void>();
		const id = `probe-${this.#next++}`;
		this.#waiting.set(id, resolve);
		return { message: { jsonrpc: "2.0", id, method: PROBE_METHOD, params: {} }, answered: promise };
	}

	/** Takes an answer; false when it is to another question. */
	take(id: JsonRpcId): boolean {
		this.#waiting.get(id)?.();
		return this.#waiting.delete(id);
	}
}
