import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { ClosableConnection } from "./ConnectionCare.ts";
import type { DirectoryCaller } from "./directoryDefinition.ts";
import type { DirectoryClient } from "./Subscribers.ts";
import type { ActorClient } from "./workspaceCalls.ts";

interface ActorConnection {
	readonly id: string;
	readonly state: DirectoryCaller;
	readonly isHibernatable: boolean;
	send(name: string, ...args: unknown[]): void;
	disconnect(reason?: string): Promise<void>;
}

/** The part of Rivet's actor context that stays valid after the call it was passed to. */
interface ActorPort {
	readonly conns: ReadonlyMap<string, unknown>;
	client(): unknown;
	keepAwake<T>(work: Promise<T>): Promise<T>;
}

/** What a directory needs from its Rivet actor. */
export interface DirectoryHost {
	/** The lasting connections of people. */
	clients(): readonly DirectoryClient[];
	/** The same, to be closed. */
	connections(): readonly ClosableConnection[];
	/** A client that reaches the other actors of the registry. */
	client(): ActorClient;
	/** The actor does not sleep until the promise settles. */
	keepAwake(work: Promise<void>): void;
}

export function createDirectoryHost(port: ActorPort, log: WorkspaceLog): DirectoryHost {
	const lasting = () =>
		([...port.conns.values()] as ActorConnection[]).filter(
			({ isHibernatable, state }) => isHibernatable && state?.workspaceId === null,
		);
	return {
		clients: () =>
			lasting().map((connection) => ({
				id: connection.id,
				person: connection.state,
				send(name, payload) {
					// Rivet throws while the actor stops. A page that misses this loads its list when it reconnects.
					try {
						connection.send(name, payload);
					} catch (error) {
						log("warn", "broadcast_failed", { name, error });
					}
				},
			})),
		connections: () =>
			lasting().map((connection) => ({
				id: connection.id,
				expiresAt: connection.state.expiresAt ?? null,
				close: (reason) =>
					connection.disconnect(`directory.${reason}`).catch((error: unknown) => {
						log("warn", "disconnect_failed", { error });
					}),
			})),
		client: () => port.client() as ActorClient,
		keepAwake(work) {
			port.keepAwake(work).catch((error: unknown) => log("warn", "keep_awake_failed", { error }));
		},
	};
}
