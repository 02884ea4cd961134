import type { ActionName, ActionRequest, ActionResponse } from "../../protocol/index.ts";
import type { WorkspaceError } from "../errors/WorkspaceError.ts";

/** The actions of an actor: what each takes and what it responds. */
export type ActorActions = Readonly<Record<string, { readonly request: unknown; readonly response: unknown }>>;

/** The actions of a workspace. */
export type WorkspaceActorActions = {
	readonly [Name in ActionName]: { readonly request: ActionRequest<Name>; readonly response: ActionResponse<Name> };
};

/** A connection to any actor, whose actions are checked by whoever calls them. */
export interface ActorConnection {
	call(action: string, request: unknown, options: { readonly timeoutMs: number }): Promise<unknown>;
	close(): void;
}

/** What a connection reports. Everything that came over a wire is `unknown` until the store has parsed it. */
export interface ConnectionListener {
	/** The connection is open, and every event from now on arrives. Called once at most. */
	onOpen(): void;
	/**
	 * The connection was lost, or could not be opened. It is over: the store dials again.
	 *
	 * @param error - Why, if that is known.
	 */
	onLost(error?: WorkspaceError): void;
	/** The workspace does not accept this browser (`unauthenticated`, `forbidden`, …). The connection is over. */
	onRefused(error: WorkspaceError): void;
	/** `workspace.patches` */
	onPatches(batch: unknown): void;
	/** `workspace.head` */
	onHead(head: unknown): void;
	/** `workspace.read`: only a connection that is told about the person's other windows calls it. */
	onRead?(mark: unknown): void;
	/** `workspace.presence`: a connection that does not call it shows nobody where the others are. */
	onPresence?(change: unknown): void;
}

/** One connection to a workspace. It does not reconnect: once it is lost, refused or closed it is over. */
export interface WorkspaceConnection {
	/**
	 * Calls an action and settles within `timeoutMs`.
	 *
	 * @throws {WorkspaceError} The workspace's own code, or `timeout` or `connection_lost` when it is not known whether
	 *   the workspace has acted: then call again under the same client id.
	 */
	call<Name extends ActionName>(
		action: Name,
		request: ActionRequest<Name>,
		options: { readonly timeoutMs: number },
	): Promise<ActionResponse<Name>>;
	/**
	 * Closes the connection. The listener is not called after this, and pending calls reject with `connection_lost`.
	 * Closing twice is harmless.
	 */
	close(): void;
}

/**
 * Dials once. The store calls it at its start, and again each time a connection is lost, does not open in time or seems
 * dead; it alone decides when.
 */
export type ConnectWorkspace = (listener: ConnectionListener) => WorkspaceConnection;
