import type { ActionName, ActionRequest, ActionResponse } from "../../protocol/index.ts";
import type { WorkspaceError } from "../errors/WorkspaceError.ts";

/** What a connection tells the store. Everything that came over a wire is `unknown` until the store has parsed it. */
export interface ConnectionListener {
	/** The connection stands and hears every event from now on: time to sync. Called again after each loss. */
	onOpen(): void;
	/** The connection was lost; it tries to come back by itself. */
	onLost(): void;
	/** The other side will not have us (`unauthenticated`, `forbidden`, …); the connection has stopped trying. */
	onRefused(error: WorkspaceError): void;
	/** `workspace.patches` */
	onPatches(batch: unknown): void;
	/** `workspace.head` */
	onHead(head: unknown): void;
}

/** A way to one workspace actor. */
export interface WorkspaceConnection {
	/**
	 * Calls an action and settles within `timeoutMs`.
	 *
	 * @throws {WorkspaceError} The actor's own code, or `timeout` or `connection_lost` when it is not known whether
	 *   the actor has acted: then call again under the same client id.
	 */
	call<Name extends ActionName>(
		action: Name,
		request: ActionRequest<Name>,
		options: { readonly timeoutMs: number },
	): Promise<ActionResponse<Name>>;
	/**
	 * Ends it for good. The listener hears nothing after this, and calls that wait reject with `connection_lost`.
	 * Closing twice is harmless.
	 */
	close(): void;
}

/** Opens a connection. The store calls it once at its start, and again when the connection it has seems dead. */
export type ConnectWorkspace = (listener: ConnectionListener) => WorkspaceConnection;
