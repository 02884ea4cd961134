import type { DirectoryActionName, DirectoryRequest, DirectoryResponse } from "../../protocol/index.ts";
import type { ConnectionListener } from "../connection/workspaceConnection.ts";

/** The actions of a directory, as a connection calls them. */
export type DirectoryActorActions = {
	readonly [Name in DirectoryActionName]: {
		readonly request: DirectoryRequest<Name>;
		readonly response: DirectoryResponse<Name>;
	};
};

/** One connection to a directory. It does not reconnect: once it is lost, refused or closed it is over. */
export interface DirectoryConnection {
	/**
	 * Calls an action and settles within `timeoutMs`.
	 *
	 * @throws {WorkspaceError} The directory's own code, or `timeout` or `connection_lost`.
	 */
	call<Name extends DirectoryActionName>(
		action: Name,
		request: DirectoryRequest<Name>,
		options: { readonly timeoutMs: number },
	): Promise<DirectoryResponse<Name>>;
	/** Closes the connection. Closing twice is harmless. */
	close(): void;
}

/** Dials a directory once. `onPatches` receives `directory.patches`, and `onHead` `directory.head`. */
export type ConnectDirectory = (listener: ConnectionListener) => DirectoryConnection;
