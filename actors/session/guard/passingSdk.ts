import type { SessionEvent } from "sandbox-agent";
import { isJsonObject, type JsonObject } from "./jsonRpc.ts";

/** The updates in the SDK's schema. It prints many lines of error for each other one, and passes it on all the same. */
const KNOWN_TO_SDK: ReadonlySet<unknown> = new Set([
	"user_message_chunk",
	"agent_message_chunk",
	"agent_thought_chunk",
	"tool_call",
	"tool_call_update",
	"plan",
	"available_commands_update",
	"current_mode_update",
	"config_option_update",
	"session_info_update",
	"usage_update",
]);

const UPDATE_METHOD = "session/update";
/** An extension of ACP, whose params the SDK does not check. */
const PASSED_METHOD = "_workspace-chat/update";

/** A notification as the SDK gets it: an update that it does not know passes under another method. */
export function hideUnknownUpdate(method: string, message: JsonObject, json: string): string {
	if (method !== UPDATE_METHOD || !isJsonObject(message.params) || !isJsonObject(message.params.update)) return json;
	if (KNOWN_TO_SDK.has(message.params.update.sessionUpdate)) return json;
	return JSON.stringify({ ...message, method: PASSED_METHOD });
}

/** An event of the SDK with the method that the agent has sent. */
export function restoreUpdate(event: SessionEvent): SessionEvent {
	const payload: unknown = event.payload;
	if (!isJsonObject(payload) || payload.method !== PASSED_METHOD) return event;
	return { ...event, payload: { ...event.payload, method: UPDATE_METHOD } };
}
