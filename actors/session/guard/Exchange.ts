import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { SessionError } from "../../errors/sessionErrors.ts";
import type { PostOutcome } from "./AcpEndpoint.ts";
import { isJsonObject, type JsonObject, type JsonRpcId, parseJsonRpcMessage } from "./jsonRpc.ts";

/** The one method whose requests the SDK must not answer: people do. */
const PERMISSION_METHOD = "session/request_permission";

/** The ids of permission requests, as the SDK sees them, begin with this. */
export const PERMISSION_PREFIX = "permission";

/**
 * Gives the agent's requests ids that cannot collide with ours. Agent and client both count from 0, and the SDK takes
 * an agent's request 2 for the response to its own request 2; the real response is then lost.
 */
class AgentRequestIds {
	#next = 1;
	readonly #originals = new Map<string, JsonRpcId>();

	/** The id under which the SDK sees a request of the agent. */
	rename(original: JsonRpcId, prefix: string): string {
		const renamed = `${prefix}-${this.#next++}`;
		this.#originals.set(renamed, original);
		return renamed;
	}

	/** The agent's own id of a request, for the first caller only, who answers it. Undefined when it was answered before. */
	take(renamed: JsonRpcId): JsonRpcId | undefined {
		const original = this.#originals.get(String(renamed));
		this.#originals.delete(String(renamed));
		return original;
	}
}

/** In the range that JSON-RPC leaves to implementations, and not used by ACP. */
const ERROR_CODE = -32050;

/** Carries the guard's errors through the SDK: as error responses, recognised by a number in what the SDK then throws. */
class GuardErrors {
	readonly #errors: WorkspaceErrorInfo[] = [];

	/** An error response, as JSON. */
	toResponse(id: JsonRpcId, error: WorkspaceErrorInfo): string {
		const number = this.#errors.push(error) - 1;
		const rpcError = { code: ERROR_CODE, message: error.message, data: { guardError: number } };
		return JSON.stringify({ jsonrpc: "2.0", id, error: rpcError });
	}

	/** The guard's error behind one of the SDK; undefined when that comes from the agent or the SDK itself. */
	find(thrown: unknown): WorkspaceErrorInfo | undefined {
		if (!(thrown instanceof Error) || !("code" in thrown) || thrown.code !== ERROR_CODE) return undefined;
		const number = "data" in thrown && isJsonObject(thrown.data) ? thrown.data.guardError : undefined;
		return typeof number === "number" ? this.#errors[number] : undefined;
	}
}

/** No agent implements it, and JSON-RPC demands a response to every request: a live agent answers that it is unknown. */
const PROBE_METHOD = "_workspace-chat/probe";

/** The guard's own requests to the agent. The SDK sees neither these nor the responses. */
class GuardRequests {
	#next = 1;
	readonly #waiting = new Map<JsonRpcId, PromiseWithResolvers<JsonObject>>();

	/**
	 * Sends a request, and resolves with the agent's response, be it a result or an error. It may stay pending
	 * indefinitely.
	 *
	 * @throws {SessionError} When the server refused the request.
	 */
	send(method: string, params: JsonObject, post: (body: string) => Promise<PostOutcome>): Promise<JsonObject> {
		const id = `own-${this.#next++}`;
		const response = Promise.withResolvers<JsonObject>();
		this.#waiting.set(id, response);
		void post(JSON.stringify({ jsonrpc: "2.0", id, method, params })).then((outcome) => {
			if (outcome.kind === "refused") response.reject(new SessionError(outcome.error));
		});
		return response.promise;
	}

	/** Resolves once the agent has answered a probe. Its messages keep their order, so all earlier ones were received then. */
	async probe(post: (body: string) => Promise<PostOutcome>): Promise<void> {
		await this.send(PROBE_METHOD, {}, post);
	}

	/** Returns false when the response is not to one of these requests. */
	settle(id: JsonRpcId, response: JsonObject): boolean {
		this.#waiting.get(id)?.resolve(response);
		return this.#waiting.delete(id);
	}
}

interface PendingRequest {
	readonly method: string;
	/** Whether the agent has sent anything since the request was sent. */
	received: boolean;
}

/** The SDK's requests that the agent has not answered yet. */
class PendingRequests {
	readonly #pending = new Map<JsonRpcId, PendingRequest>();

	add(id: JsonRpcId, method: string): void {
		this.#pending.set(id, { method, received: false });
	}

	has(id: JsonRpcId): boolean {
		return this.#pending.has(id);
	}

	hasMethod(method: string): boolean {
		return [...this.#pending.values()].some((request) => request.method === method);
	}

	/** Removes a request and returns its method; undefined when it was answered before or never sent. */
	settle(id: JsonRpcId): string | undefined {
		const request = this.#pending.get(id);
		this.#pending.delete(id);
		return request?.method;
	}

	/** The agent is alive, so every request that was sent has reached it. */
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
 * The event stream that the SDK reads, made here so that the SDK receives nothing that has not passed the guard. The
 * SDK takes messages in no other form. What is pushed before the SDK opens the stream is buffered.
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

	/** The response to the SDK's request for events. The SDK asks again when a stream ends; a 404 makes it stop. */
	open(): Response {
		if (this.#opened || this.#ended) return new Response(null, { status: 404 });
		this.#opened = true;
		return new Response(this.#body, { headers: { "content-type": "text/event-stream" } });
	}

	/** @param json - One message. */
	push(json: string): void {
		if (this.#ended) return;
		// In JSON a raw line break can only be whitespace between tokens, and in a stream it would end the `data` line.
		this.#controller?.enqueue(this.#encoder.encode(`data: ${json.replaceAll("\n", " ")}\n\n`));
	}

	end(): void {
		if (this.#ended) return;
		this.#ended = true;
		this.#controller?.close();
	}
}

/** The updates that make up a conversation. The others describe the current state of the session. */
const CONVERSATION_UPDATES = [
	"user_message_chunk",
	"agent_message_chunk",
	"agent_thought_chunk",
	"tool_call",
	"tool_call_update",
	"plan",
];

function isConversationUpdate({ params }: JsonObject): boolean {
	const update = isJsonObject(params) ? params.update : undefined;
	return isJsonObject(update) && CONVERSATION_UPDATES.includes(String(update.sessionUpdate));
}

interface ExchangeDeps {
	/** The agent's process has exited. The exit code is null when the server does not know it. */
	onAgentExit(exitCode: number | null): void;
}

/** The messages between the SDK and the agent: passes on what the agent sends, and tracks what is still open. */
export class Exchange {
	readonly pending = new PendingRequests();
	readonly agentRequests = new AgentRequestIds();
	readonly guardRequests = new GuardRequests();
	readonly sdkStream = new SdkEventStream();
	/** Until the next prompt, the agent's updates repeat the past of a restored session and are dropped. */
	isReplaying = false;
	/** The agent has restored its earlier session. */
	hasRestored = false;
	readonly #deps: ExchangeDeps;
	readonly #errors = new GuardErrors();
	#initializeResult: unknown;

	constructor(deps: ExchangeDeps) {
		this.#deps = deps;
	}

	/** The agent's result of ACP's `initialize`. */
	get initializeResult(): unknown {
		return this.#initializeResult;
	}

	/** Passes one message of the agent on to the SDK. Anything but JSON-RPC is dropped, because the SDK throws on it. */
	readonly receive = (json: string): void => {
		const parsed = parseJsonRpcMessage(json);
		if (parsed?.kind === "response" && this.guardRequests.settle(parsed.id, parsed.message)) return;
		this.pending.markReceived();
		if (parsed?.kind === "response") this.#receiveResponse(parsed.id, parsed.message, json);
		if (parsed?.kind === "request") this.#receiveRequest(parsed.id, parsed.method, parsed.message);
		if (parsed?.kind === "notification") this.#receiveNotification(parsed.method, parsed.message, json);
	};

	/** Answers a request of the SDK with an error, unless it was answered before. */
	fail(id: JsonRpcId, error: WorkspaceErrorInfo): void {
		if (this.pending.settle(id) !== undefined) this.sdkStream.push(this.#errors.toResponse(id, error));
	}

	/** The guard's error behind one of the SDK; undefined when that comes from the agent or the SDK itself. */
	findError(thrown: unknown): WorkspaceErrorInfo | undefined {
		return this.#errors.find(thrown);
	}

	/** Answers every open request with an error and ends the SDK's stream. */
	end(error: WorkspaceErrorInfo): void {
		for (const id of this.pending.ids()) this.fail(id, error);
		this.sdkStream.end();
	}

	#receiveResponse(id: JsonRpcId, message: JsonObject, json: string): void {
		const method = this.pending.settle(id);
		if (method === undefined) return;
		if (method === "initialize") this.#initializeResult = message.result;
		this.sdkStream.push(json);
	}

	#receiveRequest(id: JsonRpcId, method: string, message: JsonObject): void {
		const renamed = this.agentRequests.rename(id, method === PERMISSION_METHOD ? PERMISSION_PREFIX : "agent");
		this.sdkStream.push(JSON.stringify({ ...message, id: renamed }));
	}

	#receiveNotification(method: string, message: JsonObject, json: string): void {
		if (this.isReplaying && isConversationUpdate(message)) return;
		this.sdkStream.push(json);
		if (method !== "_adapter/agent_exited") return;
		const code = isJsonObject(message.params) ? message.params.code : null;
		this.#deps.onAgentExit(typeof code === "number" ? code : null);
	}
}
