import { SessionError } from "../SessionError.ts";
import type { JsonObject, JsonRpcId } from "./parseEnvelope.ts";
import type { PostOutcome } from "./postEnvelope.ts";

/** No agent has it, and JSON-RPC demands an answer to every request: a live agent says that it does not know it. */
const PROBE_METHOD = "_workspace-chat/probe";

/** What the guard itself asks of the agent. The SDK hears neither the questions nor the answers. */
export class GuardRequests {
	#next = 1;
	readonly #waiting = new Map<JsonRpcId, PromiseWithResolvers<JsonObject>>();

	/**
	 * Asks, and settles with the agent's answer, be it a result or an error. It may never come.
	 *
	 * @throws {SessionError} When the question was not taken.
	 */
	send(method: string, params: JsonObject, post: (body: string) => Promise<PostOutcome>): Promise<JsonObject> {
		const id = `own-${this.#next++}`;
		const answer = Promise.withResolvers<JsonObject>();
		this.#waiting.set(id, answer);
		void post(JSON.stringify({ jsonrpc: "2.0", id, method, params })).then((outcome) => {
			if (outcome.kind === "refused") answer.reject(new SessionError(outcome.fault));
		});
		return answer.promise;
	}

	/**
	 * Asks for a sign of life, and settles when it was heard. All that the agent had said before is heard by then: what
	 * it says comes in its order.
	 */
	async probe(post: (body: string) => Promise<PostOutcome>): Promise<void> {
		await this.send(PROBE_METHOD, {}, post);
	}

	/** Takes an answer; false when it is to a question of somebody else. */
	settle(id: JsonRpcId, message: JsonObject): boolean {
		this.#waiting.get(id)?.resolve(message);
		return this.#waiting.delete(id);
	}
}
