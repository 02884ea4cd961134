export type JsonRpcId = string | number;

export type JsonObject = { readonly [key: string]: unknown };

export type JsonRpcMessage =
	| { readonly kind: "request"; readonly id: JsonRpcId; readonly method: string; readonly message: JsonObject }
	| { readonly kind: "notification"; readonly method: string; readonly message: JsonObject }
	| { readonly kind: "response"; readonly id: JsonRpcId; readonly message: JsonObject };

export type JsonRpcMessageOf<Kind extends JsonRpcMessage["kind"]> = Extract<JsonRpcMessage, { readonly kind: Kind }>;

/** Parses one JSON-RPC message. Null for anything else: an agent may print anything. */
export function parseJsonRpcMessage(text: string): JsonRpcMessage | null {
	const message = parseObject(text);
	if (!message) return null;
	const { id, method } = message;
	if (typeof method === "string") {
		return isId(id) ? { kind: "request", id, method, message } : { kind: "notification", method, message };
	}
	return isId(id) && ("result" in message || "error" in message) ? { kind: "response", id, message } : null;
}

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseObject(text: string): JsonObject | null {
	try {
		const value: unknown = JSON.parse(text);
		return isJsonObject(value) ? value : null;
	} catch {
		return null;
	}
}

function isId(value: unknown): value is JsonRpcId {
	return typeof value === "string" || typeof value === "number";
}
