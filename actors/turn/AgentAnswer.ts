import type { SessionEvent } from "sandbox-agent";
import { isJsonObject } from "../session/guard/jsonRpc.ts";

/**
 * Whether the agent has answered the prompt that it got last. It takes a moment to store the end of a turn, and what the
 * agent asks in that moment is not part of the turn any more.
 */
export class AgentAnswer {
	#promptRequestId: unknown;
	#isGiven = false;

	observe({ sender, payload }: SessionEvent): void {
		const message: unknown = payload;
		if (!isJsonObject(message)) return;
		const { method, id } = message;
		if (sender === "client" && method === "session/prompt") {
			this.#promptRequestId = id;
			this.#isGiven = false;
		}
		if (sender === "agent" && method === undefined && id === this.#promptRequestId) this.#isGiven = true;
	}

	isGiven(): boolean {
		return this.#isGiven;
	}
}
