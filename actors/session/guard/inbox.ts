import { type Exchange, PERMISSION_PREFIX } from "./exchange.ts";
import { isJsonObject, type JsonObject, type JsonRpcId, parseJsonRpcMessage } from "./jsonRpc.ts";

/** The updates of which a conversation is made. The others tell how the session is now, whenever they come. */
const CONVERSATION_UPDATES = [
	"user_message_chunk",
	"agent_message_chunk",
	"agent_thought_chunk",
	"tool_call",
	"tool_call_update",
	"plan",
];

/** Whether a `session/update` is a part of what was said and done. */
function isConversationUpdate({ params }: JsonObject): boolean {
	const update = isJsonObject(params) ? params.update : undefined;
	return isJsonObject(update) && CONVERSATION_UPDATES.includes(String(update.sessionUpdate));
}

/** The one method whose requests the SDK must not answer: people do. */
const PERMISSION_METHOD = "session/request_permission";

/** What the agent says, on its way to the SDK. */
export class AgentInbox {
	readonly #exchange: Exchange;
	readonly #onExit: (exitCode: number | null) => void;
	#initializeResult: unknown;

	constructor(exchange: Exchange, onExit: (exitCode: number | null) => void) {
		this.#exchange = exchange;
		this.#onExit = onExit;
	}

	get initializeResult(): unknown {
		return this.#initializeResult;
	}

	/** Takes one message. What is none is left out: the SDK chokes on it. */
	receive(json: string): void {
		const envelope = parseJsonRpcMessage(json);
		if (envelope?.kind === "response" && this.#exchange.guardRequests.settle(envelope.id, envelope.message)) return;
		this.#exchange.pending.markReceived();
		if (envelope?.kind === "response") this.#hearResponse(envelope.id, envelope.message, json);
		if (envelope?.kind === "request") this.#hearRequest(envelope.id, envelope.method, envelope.message);
		if (envelope?.kind === "notification") this.#hearNotification(envelope.method, envelope.message, json);
	}

	#hearResponse(id: JsonRpcId, message: JsonObject, json: string): void {
		const method = this.#exchange.pending.settle(id);
		if (method === undefined) return;
		if (method === "initialize") this.#initializeResult = message.result;
		this.#exchange.sdkStream.push(json);
	}

	#hearRequest(id: JsonRpcId, method: string, message: JsonObject): void {
		const { agentRequests, sdkStream } = this.#exchange;
		const name = agentRequests.rename(id, method === PERMISSION_METHOD ? PERMISSION_PREFIX : "agent");
		sdkStream.push(JSON.stringify({ ...message, id: name }));
	}

	#hearNotification(method: string, message: JsonObject, json: string): void {
		if (this.#exchange.isReplaying && isConversationUpdate(message)) return;
		this.#exchange.sdkStream.push(json);
		if (method !== "_adapter/agent_exited") return;
		const code = isJsonObject(message.params) ? message.params.code : null;
		this.#onExit(typeof code === "number" ? code : null);
	}
}
