import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { SessionError } from "../../errors/sessionErrors.ts";
import type { PostOutcome } from "./endpoint.ts";
import { isJsonObject, type JsonObject, type JsonRpcId } from "./jsonRpc.ts";

/** How the names of permission requests begin. */
export const PERMISSION_PREFIX = "permission";

/**
 * Gives an agent's own requests names that cannot be mistaken for ours. Agent and client both count from 0, and
 * the SDK takes an agent's request 2 for the answer to its own request 2: the real answer then is lost.
 */
class AgentRequestIds {
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

/** In the range JSON-RPC leaves to implementations, and one that ACP does not use. */
const ERROR_CODE = -32050;

/**
 * Carries faults through the SDK: as error answers on the way in, and found again by their number in what the SDK
 * throws.
 */
class GuardErrors {
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

/** No agent has it, and JSON-RPC demands an answer to every request: a live agent says that it does not know it. */
const PROBE_METHOD = "_workspace-chat/probe";

/** What the guard itself asks of the agent. The SDK hears neither the questions nor the answers. */
class GuardRequests {
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

interface PendingRequest {
	readonly id: JsonRpcId;
	readonly method: string;
	/** Whether the agent has said anything since the request was sent. */
	received: boolean;
}

/** Our requests that the agent has not answered yet. */
class PendingRequests {
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

/**
 * The event stream as the SDK sees it: made here, so that everything the SDK hears has passed the guard.
 * What is pushed before the SDK opens the stream waits for it.
 */
class SdkEventStream {
	#controller: ReadableStreamDefaultController<Uint8Array> | undefined;
	readonly #encoder = new TextEncoder();
	readonly #body: ReadableStream<Uint8Array>;
	#opened = false;
	#ended = false;

	constructor() {
		this.#body = new ReadableStream({
			start: (controller) => {
				this.#controller = controller;
			},
			cancel: () => {
				this.#ended = true;
			},
		});
	}

	/** The answer to the SDK's request for events. The SDK asks again when a stream ends; a 404 makes it stop. */
	open(): Response {
		if (this.#opened || this.#ended) return new Response(null, { status: 404 });
		this.#opened = true;
		return new Response(this.#body, { headers: { "content-type": "text/event-stream" } });
	}

	/** Hands the SDK one JSON text. */
	push(json: string): void {
		if (this.#ended) return;
		// A line break can only stand between the parts of a JSON text, and would end the line of the event.
		this.#controller?.enqueue(this.#encoder.encode(`data: ${json.replaceAll("\n", " ")}\n\n`));
	}

	end(): void {
		if (this.#ended) return;
		this.#ended = true;
		this.#controller?.close();
	}
}

/** What is under way between the SDK and the agent: our requests, the agent's, and the stream that the SDK hears. */
export class Exchange {
	readonly pending = new PendingRequests();
	readonly agentRequests = new AgentRequestIds();
	readonly guardRequests = new GuardRequests();
	readonly sdkStream = new SdkEventStream();
	/** The agent tells the past of a session again, which everybody knows, until it is asked something new. */
	isReplaying = false;
	/** The agent goes on with its earlier session. */
	hasRestored = false;
	readonly #faults = new GuardErrors();

	/** Answers a request of the SDK with an error, unless it was answered already. */
	fail(id: JsonRpcId, fault: WorkspaceErrorInfo): void {
		if (this.pending.settle(id) !== undefined) this.sdkStream.push(this.#faults.toResponse(id, fault));
	}

	/** The fault behind an error of the SDK; undefined when the error is the agent's or the SDK's own. */
	errorInfoOf(error: unknown): WorkspaceErrorInfo | undefined {
		return this.#faults.find(error);
	}

	/** Answers everything with an error and ends the stream. */
	end(fault: WorkspaceErrorInfo): void {
		for (const id of this.pending.ids()) this.fail(id, fault);
		this.sdkStream.end();
	}
}
