import type { ConnectWorkspace, KeyValueStorage } from "../core/index.ts";
import type { ConnectRivetOptions } from "../rivet/index.ts";

/** Where workspaces are: one of `endpoint`, `client` and `connect`, and what goes with it. */
export interface WorkspaceSource extends Omit<ConnectRivetOptions, "workspaceId"> {
	/** A way of your own, such as the in-memory workspace of `workspace-chat/core`. */
	readonly connect?: ((workspaceId: string) => ConnectWorkspace) | undefined;
	/** Where the draft and prompts that are not sent yet are kept over reloads. Default `localStorage`; null for nowhere. */
	readonly storage?: KeyValueStorage | null | undefined;
}

/** Whether it says where workspaces are. */
export function hasSource({ endpoint, client, connect }: WorkspaceSource): boolean {
	return Boolean(endpoint ?? client ?? connect);
}
