import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { agentEchoes, agentFailed, SessionError } from "../../errors/sessionErrors.ts";
import type { PostOutcome } from "./AcpEndpoint.ts";
import { AgentQuestions } from "./AgentQuestions.ts";
import { QuotedMessages, readInvalidLine, type UnreadableMessage } from "./invalidLine.ts";
import { isJsonObject, type JsonObject, type JsonRpcId, type JsonRpcMessage, parseJsonRpcMessage } from "./jsonRpc.ts";
import { PERMISSION_METHOD, passPermission, passUpdate, UPDATE_METHOD } from "./passingSdk.ts";

/** Beside permission requests, what agents ask and the workspace takes. */
const ELICITATION_METHOD = "elicitation/create";

/** An agent gives up waiting for a response. */
const CANCEL_METHOD = "$/cancel_request";
/** What people do on a page that the agent has sent them to is done. */
export const COMPLETE_METHOD = "elicitation/complete";

/**
 * A question of the agent, as it passes the SDK: as a notification, because the SDK knows no such request, and would
 * print an error and refuse it. So it stays in order with the updates, and in the session's log.
 */
export const QUESTION_METHOD = "_workspace-chat/question";

/** A notification of ours: the agent has taken a permission request back. */
export const WITHDRAWN_METHOD = "_workspace-chat/permission_withdrawn";

/**
 * Gives the agent's requests ids that cannot collide with ours. Agent and client both count from 0, and the SDK takes
 * an agent's request 2 for the response to its own request 2; the real response is then lost.
 */
class AgentRequestIds {
	#next = 1;
	readonly #originals = new Map<string, JsonRpcId>();

	/** The id under which the SDK sees a request of the agent. */
	rename(original: JsonRpcId): string {
		const renamed = `permission-${this.#next++}`;
		this.#originals.set(renamed, original);
		return renamed;
	}

	/** The agent's own id of a request, for the first caller only, who answers it. Undefined when it was answered before. */
	take(renamed: JsonRpcId): JsonRpcId | undefined {
		const original = this.#originals.get(String(renamed));
		this.#originals.delete(String(renamed));
		return original;
	}

	/** The id under which the SDK sees a request that was not answered yet; undefined if there is none. */
	find(original: unknown): string | undefined {
		return [...this.#originals].find(([, id]) => id === original)?.[0];
	}
}

/** In the range that JSON-RPC leaves to implementations, and not used by ACP. */
const ERROR_CODE = -32050;

interface GuardError {
	readonly info: WorkspaceErrorInfo;
	/** The agent has certainly not received the request. */
	readonly isUndelivered: boolean;
}

/** Carries the guard's errors through the SDK: as error responses, recognised by a number in what the SDK then throws. */
class GuardErrors {
	readonly #errors: GuardError[] = [];

	/** An error response, as JSON. */
	toResponse(id: JsonRpcId, error: WorkspaceErrorInfo, isUndelivered = false): string {
		const number = this.#errors.push({ info: error, isUndelivered }) - 1;
		const rpcError = { code: ERROR_CODE, message: error.message, data: { guardError: number } };
		return JSON.stringify({ jsonrpc: "2.0", id, error: rpcError });
	}

	/** The guard's error behind one of the SDK; undefined when that comes from the agent or the SDK itself. */
	find(thrown: unknown): GuardError | undefined {
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
			if ("error" in outcome) response.reject(new SessionError(outcome.error));
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
	"plan_update",
	"plan_removed",
	"notice",
	"compaction_update",
	"compaction_summary_chunk",
];

function isConversationUpdate({ params }: JsonObject): boolean {
	const update = isJsonObject(params) ? params.update : undefined;
	return isJsonObject(update) && CONVERSATION_UPDATES.includes(String(update.sessionUpdate));
}

/** The server's notification of a line that it could not parse. */
const INVALID_LINE_METHOD = "_adapter/invalid_stdout";

/** JSON-RPC's code for text that cannot be parsed. */
const PARSE_ERROR_CODE = -32700;
const METHOD_NOT_FOUND_CODE = -32601;

/** Whether a result quotes the request that it answers: sandbox-agent's `mock` does that with everything it is sent. */
function isEchoOf(method: string, { result }: JsonObject): boolean {
	if (!isJsonObject(result)) return false;
	return Object.values(result).some((value) => isJsonObject(value) && "jsonrpc" in value && value.method === method);
}

interface ExchangeDeps {
	/** The id under which the server runs the agent. */
	readonly agent: string;
	/** The agent has sent a message that cannot be read, and `response` is what it has to be answered, if it waits for it. */
	onUnreadable(message: UnreadableMessage, response: JsonObject | null): void;
	/** `response` answers a request of the agent that nobody else answers: it is for something that is not offered, or was cancelled. */
	onResponse(response: JsonObject): void;
	/** The agent asks something while it has no session: what passes the SDK belongs to one. */
	onQuestionOutsideSession(questionId: string): void;
	/** Something that the agent has sent people to is done, also while it has no session. */
	onCompletedOutsideSession(elicitationId: string): void;
	/** Removes the host's secrets from an error of the agent: its text reaches people. */
	redact(text: string): string;
	/** The agent's process has exited. The exit code is null when the server does not know it. */
	onAgentExit(exitCode: number | null): void;
}

/** The messages between the SDK and the agent: passes on what the agent sends, and tracks what is still open. */
export class Exchange {
	readonly pending = new PendingRequests();
	readonly agentRequests = new AgentRequestIds();
	readonly questions = new AgentQuestions();
	readonly guardRequests = new GuardRequests();
	readonly sdkStream = new SdkEventStream();
	/** Until the next prompt, the agent's updates repeat the past of a restored session and are dropped. */
	isReplaying = false;
	/** The agent has restored its earlier session. */
	hasRestored = false;
	readonly #deps: ExchangeDeps;
	readonly #errors = new GuardErrors();
	readonly #quoted = new QuotedMessages();
	#initializeResult: unknown;
	#sessionResult: unknown;
	/** The agent's id of its session, once it has one. */
	#sessionId: string | null = null;

	constructor(deps: ExchangeDeps) {
		this.#deps = deps;
	}

	/** The agent's result of ACP's `initialize`. */
	get initializeResult(): unknown {
		return this.#initializeResult;
	}

	/** The agent's result of the request that opened the session. */
	get sessionResult(): unknown {
		return this.#sessionResult;
	}

	/** Passes one message of the agent on to the SDK. Anything but JSON-RPC is dropped, because the SDK throws on it. */
	readonly receive = (json: string): void => {
		const parsed = parseJsonRpcMessage(json);
		if (parsed?.kind === "notification" && parsed.method === INVALID_LINE_METHOD) {
			this.#receiveInvalidLine(parsed.message);
		} else if (this.#quoted.takeSent(json)) this.#receiveMessage(json, parsed);
	};

	/** Passes on what a line holds that the server could not parse, as if it had come in messages of its own. */
	#receiveInvalidLine({ params }: JsonObject): void {
		this.pending.markReceived();
		const line = isJsonObject(params) ? params.raw : undefined;
		if (typeof line !== "string") return;
		const { messages, unreadable, isMixed } = readInvalidLine(line);
		for (const json of messages) {
			const isTaken = isMixed ? this.#quoted.takeQuoted(json) : this.#quoted.takeSent(json);
			if (isTaken) this.#receiveMessage(json, parseJsonRpcMessage(json));
		}
		// A log may quote the beginning of a message.
		if (!isMixed) for (const message of unreadable) this.#handleUnreadable(message);
	}

	/** What waits for an unreadable message gets an error: our request, or the agent that has sent the request. */
	#handleUnreadable(message: UnreadableMessage): void {
		const { id, isResponse } = message;
		const error = { code: PARSE_ERROR_CODE, message: "Parse error: the line is not valid JSON." };
		const response = id === undefined ? null : { jsonrpc: "2.0", id, error };
		if (id !== undefined && response && isResponse && !this.guardRequests.settle(id, response)) {
			this.fail(id, agentFailed("The agent’s answer can’t be read: it isn’t valid JSON."));
		}
		this.#deps.onUnreadable(message, isResponse ? null : response);
	}

	#receiveMessage(json: string, parsed: JsonRpcMessage | null): void {
		if (parsed?.kind === "response" && this.guardRequests.settle(parsed.id, parsed.message)) return;
		this.pending.markReceived();
		if (parsed?.kind === "response") this.#receiveResponse(parsed.id, parsed.message, json);
		if (parsed?.kind === "request") this.#receiveRequest(parsed.id, parsed.method, parsed.message);
		if (parsed?.kind === "notification") this.#receiveNotification(parsed.method, parsed.message, json);
	}

	/** Answers a request of the SDK with an error, unless it was answered before. */
	fail(id: JsonRpcId, error: WorkspaceErrorInfo): void {
		if (this.pending.settle(id) === undefined) return;
		this.sdkStream.push(this.#errors.toResponse(id, this.withoutSecrets(error)));
	}

	/** As `fail`, for a request that the agent has certainly not received. */
	failUndelivered(id: JsonRpcId, error: WorkspaceErrorInfo): void {
		if (this.pending.settle(id) === undefined) return;
		this.sdkStream.push(this.#errors.toResponse(id, this.withoutSecrets(error), true));
	}

	/** The guard's error behind one of the SDK; undefined when that comes from the agent or the SDK itself. */
	findError(thrown: unknown): WorkspaceErrorInfo | undefined {
		return this.#errors.find(thrown)?.info;
	}

	/** Whether the agent has certainly not received the request that has failed with this. */
	isUndelivered(thrown: unknown): boolean {
		return this.#errors.find(thrown)?.isUndelivered ?? false;
	}

	withoutSecrets(error: WorkspaceErrorInfo): WorkspaceErrorInfo {
		return error.detail === undefined ? error : { ...error, detail: this.#deps.redact(error.detail) };
	}

	/** Answers every open request with an error and ends the SDK's stream. */
	end(error: WorkspaceErrorInfo): void {
		for (const id of this.pending.ids()) this.fail(id, error);
		this.questions.end();
		this.sdkStream.end();
	}

	#receiveResponse(id: JsonRpcId, message: JsonObject, json: string): void {
		const method = this.pending.settle(id);
		if (method === undefined) return;
		if (isEchoOf(method, message)) {
			this.sdkStream.push(this.#errors.toResponse(id, agentEchoes(this.#deps.agent)));
			return;
		}
		if (method === "initialize") this.#initializeResult = message.result;
		if (method === "session/new") this.#sessionResult = message.result;
		if (method === "session/new" && isJsonObject(message.result)) this.#sessionId = String(message.result.sessionId);
		this.sdkStream.push("error" in message ? this.#deps.redact(json) : json);
	}

	/** Permission requests and questions reach people. To any other request the SDK would answer null, as if it was done. */
	#receiveRequest(id: JsonRpcId, method: string, message: JsonObject): void {
		if (method === PERMISSION_METHOD) {
			this.sdkStream.push(passPermission(this.agentRequests.rename(id), message));
			return;
		}
		if (method === ELICITATION_METHOD) {
			const questionId = this.questions.add(id, message.params);
			const isPassed = this.#pushToSession(QUESTION_METHOD, { questionId, request: message.params });
			if (!isPassed) this.#deps.onQuestionOutsideSession(questionId);
			return;
		}
		const error = { code: METHOD_NOT_FOUND_CODE, message: "Method not found", data: { method } };
		this.#deps.onResponse({ jsonrpc: "2.0", id, error });
	}

	/** Passes a notification on in the order of the session's updates; returns false while there is no session. */
	#pushToSession(method: string, params: JsonObject): boolean {
		if (this.#sessionId === null) return false;
		this.sdkStream.push(JSON.stringify({ jsonrpc: "2.0", method, params: { ...params, sessionId: this.#sessionId } }));
		return true;
	}

	#receiveNotification(method: string, message: JsonObject, json: string): void {
		if (this.isReplaying && isConversationUpdate(message)) return;
		const params = isJsonObject(message.params) ? message.params : {};
		if (method === CANCEL_METHOD) {
			const response = this.questions.withdraw(params.requestId);
			if (response) this.#deps.onResponse(response);
			const permissionId = this.agentRequests.find(params.requestId);
			if (permissionId !== undefined) this.#pushToSession(WITHDRAWN_METHOD, { permissionId });
			return;
		}
		if (method === COMPLETE_METHOD) {
			const elicitationId = String(params.elicitationId);
			if (!this.#pushToSession(method, { elicitationId })) this.#deps.onCompletedOutsideSession(elicitationId);
			return;
		}
		if (method === UPDATE_METHOD) {
			this.sdkStream.push(passUpdate(message, json));
			return;
		}
		this.sdkStream.push(method.startsWith("_adapter/") ? this.#deps.redact(json) : json);
		if (method !== "_adapter/agent_exited") return;
		const code = isJsonObject(message.params) ? message.params.code : null;
		this.#deps.onAgentExit(typeof code === "number" ? code : null);
	}
}
