import type { SessionEvent } from "sandbox-agent";
import { isJsonObject } from "./guard/parseEnvelope.ts";
import { withTimeout } from "./withLimit.ts";

/** The events are in this process already when their prompt settles, so they come soon. */
const LAST_UPDATES_MS = 2_000;

/**
 * Holds a settled prompt back until its answer has passed by among the session's events: the SDK settles it before it
 * hands out the events that came before its answer.
 */
export class PromptTracker {
	#requestId: unknown;
	#answered = Promise.withResolvers<void>();

	/**
	 * Runs a prompt and settles as it does, but after its last event.
	 *
	 * @param lost - Rejects when nothing more can come.
	 */
	async run<T>(prompt: () => Promise<T>, lost: Promise<never>): Promise<T> {
		this.#requestId = undefined;
		this.#answered = Promise.withResolvers();
		try {
			return await Promise.race([prompt(), lost]);
		} finally {
			const heard = Promise.race([this.#answered.promise, lost]);
			await withTimeout(heard, { what: "Hearing the last updates", ms: LAST_UPDATES_MS }).catch(() => undefined);
		}
	}

	/** Call after the event was handed on. */
	track({ sender, payload }: SessionEvent): void {
		const message: unknown = payload;
		if (!isJsonObject(message)) return;
		const { method, id } = message;
		if (sender === "client" && method === "session/prompt") this.#requestId = id;
		if (sender === "agent" && method === undefined && id === this.#requestId) this.#answered.resolve();
	}
}
