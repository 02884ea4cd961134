import type { SessionEvent } from "sandbox-agent";
import { isJsonObject, type JsonObject } from "./jsonRpc.ts";

/*
 * The SDK emits and stores what the agent sends. It also checks it by a schema of its own, prints many lines of error for
 * what that does not know, reads the session from the database at each update, and answers permission requests. None of
 * this is wanted, so what it has no use for passes it as notifications of an extension, which it only emits and stores.
 */

export const UPDATE_METHOD = "session/update";
export const PERMISSION_METHOD = "session/request_permission";

/** What the updates and permission requests pass under. */
const PASSED_UPDATE = "_workspace-chat/update";
const PASSED_PERMISSION = "_workspace-chat/permission";

/** The updates that the SDK follows itself, for its record of the session. */
const FOLLOWED_BY_SDK: ReadonlySet<unknown> = new Set(["config_option_update", "current_mode_update"]);

/** An update of the agent, as the SDK gets it. */
export function passUpdate(message: JsonObject, json: string): string {
	const update = isJsonObject(message.params) ? message.params.update : undefined;
	if (isJsonObject(update) && FOLLOWED_BY_SDK.has(update.sessionUpdate)) return json;
	return JSON.stringify({ ...message, method: PASSED_UPDATE });
}

/** A permission request of the agent, as the SDK gets it. */
export function passPermission(permissionId: string, { params }: JsonObject): string {
	const passed = { ...(isJsonObject(params) && params), permissionId };
	return JSON.stringify({ jsonrpc: "2.0", method: PASSED_PERMISSION, params: passed });
}

/** An event of the SDK, with the message as the agent has sent it; the id of a permission request is ours. */
export function restoreMessage(event: SessionEvent): SessionEvent {
	const payload: unknown = event.payload;
	if (!isJsonObject(payload)) return event;
	if (payload.method === PASSED_UPDATE) return { ...event, payload: { ...event.payload, method: UPDATE_METHOD } };
	if (payload.method !== PASSED_PERMISSION || !isJsonObject(payload.params)) return event;
	const { permissionId, ...params } = payload.params;
	return { ...event, payload: { jsonrpc: "2.0", id: String(permissionId), method: PERMISSION_METHOD, params } };
}
