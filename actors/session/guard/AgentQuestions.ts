import type { JsonObject, JsonRpcId } from "./jsonRpc.ts";

/** Why an agent no longer waits for an answer: it took the question back, or the connection to it is gone. */
export type QuestionEnd = "withdrawn" | "closed";

interface OpenQuestion {
	readonly questionId: string;
	/** The agent's own id of its request. */
	readonly requestId: JsonRpcId;
	readonly params: unknown;
	readonly controller: AbortController;
}

/** The questions (`elicitation/create`) that the agent waits for, under ids that cannot collide with ours. */
export class AgentQuestions {
	#next = 1;
	readonly #open = new Map<string, OpenQuestion>();

	/** Takes a request of the agent, and returns the question's id. */
	add(requestId: JsonRpcId, params: unknown): string {
		const questionId = `question-${this.#next++}`;
		this.#open.set(questionId, { questionId, requestId, params, controller: new AbortController() });
		return questionId;
	}

	get(questionId: string): OpenQuestion | undefined {
		return this.#open.get(questionId);
	}

	/** Removes a question, for the first caller only, who answers it. */
	take(questionId: string): OpenQuestion | undefined {
		const question = this.#open.get(questionId);
		this.#open.delete(questionId);
		return question;
	}

	/** The agent has cancelled a request of its own: the response that it still has to get, if that was a question. */
	withdraw(requestId: unknown): JsonObject | null {
		const question = [...this.#open.values()].find((open) => open.requestId === requestId);
		if (!question) return null;
		this.#end(question, "withdrawn");
		return { jsonrpc: "2.0", id: question.requestId, result: { action: "cancel" } };
	}

	/** The connection is gone. */
	end(): void {
		for (const question of [...this.#open.values()]) this.#end(question, "closed");
	}

	#end({ questionId, controller }: OpenQuestion, reason: QuestionEnd): void {
		this.#open.delete(questionId);
		controller.abort(reason);
	}
}
