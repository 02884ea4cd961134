import type { JsonRpcId } from "./parseEnvelope.ts";

interface PendingRequest {
	readonly id: JsonRpcId;
	readonly method: string;
	/** Whether the agent has said anything since the request was sent. */
	received: boolean;
}

/** Our requests that the agent has not answered yet. */
export class PendingRequests {
	readonly #pending = new Map<JsonRpcId, PendingRequest>();

	add(id: JsonRpcId, method: string): void {
		this.#pending.set(id, { id, method, received: false });
	}

	has(id: JsonRpcId): boolean {
		return this.#pending.has(id);
	}

	/** Whether a request of this method waits. */
	hasMethod(method: string): boolean {
		return [...this.#pending.values()].some((request) => request.method === method);
	}

	/** Takes a request out; its method, or undefined when it was answered before or never sent. */
	settle(id: JsonRpcId): string | undefined {
		const request = this.#pending.get(id);
		this.#pending.delete(id);
		return request?.method;
	}

	/** Notes that the agent is alive, so every request that was sent has reached it. */
	markReceived(): void {
		for (const request of this.#pending.values()) request.received = true;
	}

	wasReceived(id: JsonRpcId): boolean {
		return this.#pending.get(id)?.received ?? true;
	}

	ids(): readonly JsonRpcId[] {
		return [...this.#pending.keys()];
	}
}
