import type { ConnectDirectory } from "../core/directory/directoryConnection.ts";
import { parseTenant } from "../core/parse/workspaceId.ts";
import { openClient, type RivetSource, requireEndpoint } from "./connectRivet.ts";
import { type ConnectedActor, RivetConnection } from "./rivetConnection.ts";

/** The options of `connectDirectory`: whose list, and how to reach it. */
export interface ConnectDirectoryOptions extends RivetSource {
	/** The tenant: the key of the directory actor, a string of 1 to 128 bytes. */
	readonly tenant: string;
	/** The name of the directory actor in the server's `setup`. Default `directory`. */
	readonly actorName?: string | undefined;
	/** The params that `authenticate` of the directory receives. Called for each connection, so that tokens may expire. */
	readonly getParams?: (() => unknown) | undefined;
}

/**
 * Connects a store to the directory actor over Rivet.
 *
 * @throws {WorkspaceError} `invalid_argument` for a tenant that cannot be a key, and when there is no `client` and
 *   `endpoint` is no address.
 * @example
 * const store = createDirectoryStore({
 * 	connect: connectDirectory({ tenant: "acme", endpoint: "https://rivet.example.com", getParams: async () => ({ token }) }),
 * });
 */
export function connectDirectory(options: ConnectDirectoryOptions): ConnectDirectory {
	const { actorName = "directory", getParams = () => undefined } = options;
	const tenant = parseTenant(options.tenant);
	if (!options.client) requireEndpoint(options.endpoint);

	return (listener) => {
		const { client, dispose } = openClient(options);
		return new RivetConnection({
			getHandle: (params) => client.getOrCreate<ConnectedActor>(actorName, [tenant], { getParams: params }),
			events: { patches: "directory.patches", head: "directory.head" },
			createMissing: true,
			getParams,
			listener,
			onClosed: dispose,
		});
	};
}
