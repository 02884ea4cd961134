import type { SessionEvent } from "sandbox-agent";
import type { AgentPermissionRequest } from "./agentSession.ts";
import { isJsonObject } from "./guard/parseEnvelope.ts";

/** The permission requests that wait for an answer. */
export class OpenPermissions {
	readonly #ids = new Set<string>();

	/** The permission request in an event, if it holds one. */
	track({ sender, payload }: SessionEvent): AgentPermissionRequest | null {
		const message: unknown = payload;
		if (sender !== "agent" || !isJsonObject(message) || message.method !== "session/request_permission") return null;
		const permissionId = String(message.id);
		this.#ids.add(permissionId);
		return { permissionId, request: message.params };
	}

	/** Takes one out; false when it does not wait any more. */
	take(permissionId: string): boolean {
		return this.#ids.delete(permissionId);
	}

	all(): readonly string[] {
		return [...this.#ids];
	}
}
