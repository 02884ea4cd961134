import { isJsonObject, type JsonObject } from "./parseEnvelope.ts";

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
export function isConversationUpdate({ params }: JsonObject): boolean {
	const update = isJsonObject(params) ? params.update : undefined;
	return isJsonObject(update) && CONVERSATION_UPDATES.includes(String(update.sessionUpdate));
}
