import type { WorkspaceErrorInfo } from "../../protocol/index.ts";
import type { ConnectionStatus } from "./workspaceState.ts";

/** What happens to the connection. `at` is in milliseconds since 1970. */
export type ConnectionEvent =
	| { readonly kind: "started" }
	| { readonly kind: "synced" }
	| {
			readonly kind: "lost";
			readonly at: number;
			readonly isOnline: boolean;
			/** Why, if that is known. */
			readonly error?: WorkspaceErrorInfo | undefined;
	  }
	| { readonly kind: "network_gone" }
	| { readonly kind: "network_back"; readonly at: number }
	| { readonly kind: "refused"; readonly error: WorkspaceErrorInfo }
	| { readonly kind: "closed" };

export function reduceConnection(status: ConnectionStatus, event: ConnectionEvent): ConnectionStatus {
	switch (event.kind) {
		case "started":
			return { status: "connecting" };
		case "synced":
			return status.status === "connected" ? status : { status: "connected" };
		case "lost":
			return event.isOnline ? reduceLost(status, event) : { status: "offline" };
		case "network_gone":
			return { status: "offline" };
		case "network_back":
			return status.status === "offline" ? { status: "reconnecting", since: event.at, attempt: 1 } : status;
		case "refused":
			return { status: "refused", error: event.error };
		case "closed":
			return { status: "closed" };
	}
}

function reduceLost(
	status: ConnectionStatus,
	{ at, error }: Extract<ConnectionEvent, { readonly kind: "lost" }>,
): ConnectionStatus {
	if (status.status === "connected") return { status: "reconnecting", since: at, attempt: 1, error };
	if (status.status === "reconnecting") return { ...status, attempt: status.attempt + 1, error };
	return status.status === "connecting" ? { status: "connecting", error } : status;
}
