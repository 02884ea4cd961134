import type { JsonRpcId } from "./parseEnvelope.ts";

/** How the names of permission requests begin. */
export const PERMISSION_PREFIX = "permission";

/**
 * Gives an agent's own requests names that cannot be mistaken for ours. Agent and client both count from 0, and
 * the SDK takes an agent's request 2 for the answer to its own request 2: the real answer then is lost.
 */
export class AgentRequestIds {
	#next = 1;
	readonly #originals = new Map<string, JsonRpcId>();

	/** The name under which a request of the agent is passed on. */
	rename(original: JsonRpcId, prefix: string): string {
		const name = `${prefix}-${this.#next++}`;
		this.#originals.set(name, original);
		return name;
	}

	/** The agent's own id of a request, once: whoever takes it answers it. Undefined when it is answered already. */
	take(name: JsonRpcId): JsonRpcId | undefined {
		const original = this.#originals.get(String(name));
		this.#originals.delete(String(name));
		return original;
	}
}
