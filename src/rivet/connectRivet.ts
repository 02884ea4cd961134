import { type ClientRaw, createClient } from "rivetkit/client";
import { type ConnectWorkspace, WorkspaceError } from "../core/index.ts";
import { parseWorkspaceId } from "../core/parse/workspaceId.ts";
import { isRecord } from "../protocol/isRecord.ts";
import { type ConnectedActor, RivetConnection } from "./rivetConnection.ts";

/** A client made by `createClient` of `rivetkit/client` or `@rivetkit/react`. */
export type RivetClient = Pick<ClientRaw, "get" | "getOrCreate">;

/** The options of `connectRivet`: which workspace, and how to reach it. */
export interface ConnectRivetOptions {
	/** The actor key: a string of 1 to 128 bytes. */
	readonly workspaceId: string;
	/** The address of the Rivet engine, or of a server that answers for it. This or `client` is required. */
	readonly endpoint?: string | undefined;
	/** A client of your own. It stays open when the connection closes. */
	readonly client?: RivetClient | undefined;
	/** Rivet's namespace, unless it is part of `endpoint`. Default: Rivet's own default. */
	readonly namespace?: string | undefined;
	/** Rivet's token, unless it is part of `endpoint`. Everyone who opens the page can read it. */
	readonly token?: string | undefined;
	/** The name of the workspace actor in the server's `setup`. Default `workspace`. */
	readonly actorName?: string | undefined;
	/**
	 * Whether opening a workspace that does not exist creates it. With false the page is refused with
	 * `workspace_not_found`, your server creates workspaces with `WorkspaceAdmin`, and a proxy in front of the engine can
	 * refuse to create any for pages. Default true.
	 */
	readonly createMissing?: boolean | undefined;
	/** The params that `authenticate` on the server receives. Called for each connection, so that tokens may expire. */
	readonly getParams?: (() => unknown) | undefined;
	/**
	 * The token of an invite that this person has come with, for a workspace with `roles: "workspace"`. It is sent beside
	 * what `getParams` returns, which must be an object then. Called for each connection. Default: none.
	 */
	readonly getInvite?: (() => string | null | undefined) | undefined;
}

/** How to reach the actors of an engine. */
export type RivetSource = Pick<ConnectRivetOptions, "endpoint" | "client" | "namespace" | "token">;

/**
 * Connects a store to the workspace actor over Rivet.
 *
 * @throws {WorkspaceError} `invalid_workspace_id`; `invalid_argument` when there is no `client` and `endpoint` is no `http`, `https`, `ws`
 *   or `wss` address.
 * @example
 * const store = createWorkspaceStore({
 * 	workspaceId: "acme/site",
 * 	connect: connectRivet({ workspaceId: "acme/site", endpoint: "https://rivet.example.com", getParams: async () => ({ token }) }),
 * });
 */
export function connectRivet(options: ConnectRivetOptions): ConnectWorkspace {
	const { actorName = "workspace", createMissing = true, getParams = () => undefined, getInvite } = options;
	const workspaceId = parseWorkspaceId(options.workspaceId);
	if (!options.client) requireEndpoint(options.endpoint);

	return (listener) => {
		const { client, dispose } = openClient(options);
		return new RivetConnection({
			getHandle(params) {
				const query = createMissing ? client.getOrCreate<ConnectedActor> : client.get<ConnectedActor>;
				return query.call(client, actorName, [workspaceId], { getParams: params });
			},
			events: {
				patches: "workspace.patches",
				head: "workspace.head",
				read: "workspace.read",
				presence: "workspace.presence",
				destroyed: "workspace.destroyed",
			},
			createMissing,
			getParams: async () => withInvite(await getParams(), getInvite?.() ?? null),
			listener,
			onClosed: dispose,
		});
	};
}

/** What is sent to be let in. */
function withInvite(params: unknown, workspaceInvite: string | null): unknown {
	if (workspaceInvite === null) return params;
	if (params === undefined || params === null) return { workspaceInvite };
	if (!isRecord(params)) throw new TypeError("`getParams` has to return an object for an invite to be sent with it.");
	return { ...params, workspaceInvite };
}

/** The client of an actor, and what ends it. */
export function openClient({ client, endpoint, namespace, token }: RivetSource) {
	if (client) return { client, dispose: () => {} };
	// Without this Rivet loads its devtools into every page on localhost.
	const own = createClient({ endpoint, namespace, token, devtools: false });
	return { client: own, dispose: () => void own.dispose().catch(() => {}) };
}

/** @throws {WorkspaceError} `invalid_argument` */
export function requireEndpoint(endpoint: string | undefined): void {
	if (!endpoint) throw endpointError("`endpoint` is empty, so this page doesn’t know where the workspace is.");
	// "localhost:6420" is an URL with the scheme "localhost".
	if (!/^(?:https?|wss?):$/.test(URL.parse(endpoint)?.protocol ?? ""))
		throw endpointError(`\`endpoint\` is no address: “${endpoint}”.`);
}

function endpointError(message: string): WorkspaceError {
	return new WorkspaceError({
		code: "invalid_argument",
		message,
		hint: "Set it to the full address of your Rivet server, such as http://127.0.0.1:6420. Is the environment variable for it set?",
	});
}
