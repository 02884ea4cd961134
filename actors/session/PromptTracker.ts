import type { SessionEvent } from "sandbox-agent";
import { isObject } from "./guard/parseEnvelope.ts";

/**
 * Knows when the answer to the running prompt has passed by among the session's events. The SDK settles a prompt
 * before it hands out the events that came before its answer.
 */
export class PromptTracker {
	#requestId: unknown;
	#resolve: (() => void) | undefined;

	/** Settles once the answer of the next prompt has passed. Ask before prompting. */
	answered(): Promise<void> {
		this.#requestId = undefined;
		return new Promise((resolve) => {
			this.#resolve = resolve;
		});
	}

	/** Call after the event was handed on. */
	note({ sender, payload }: SessionEvent): void {
		const message: unknown = payload;
		if (!isObject(message)) return;
		const { method, id } = message;
		if (sender === "client" && method === "session/prompt") this.#requestId = id;
		if (sender === "agent" && method === undefined && id === this.#requestId) this.#resolve?.();
	}
}
