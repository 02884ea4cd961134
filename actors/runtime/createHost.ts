import type { RawAccess } from "rivetkit/db";
import type { Schedule } from "../life/restAlarm.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { WorkspaceHost } from "./workspaceHost.ts";

interface ActorConnection {
	readonly state: unknown;
	readonly isHibernatable: boolean;
	disconnect(reason?: string): Promise<void>;
}

/** The part of Rivet's actor context that outlives the call it came with. */
export interface ActorPort {
	readonly key: readonly string[];
	readonly db: RawAccess;
	readonly conns: ReadonlyMap<string, ActorConnection>;
	readonly schedule: Schedule;
	broadcast(name: string, payload: unknown): void;
	keepAwake<T>(work: Promise<T>): Promise<T>;
	destroy(): void;
}

export function createHost(port: ActorPort, log: WorkspaceLog): WorkspaceHost {
	return {
		workspaceId: port.key.join("/"),
		db: port.db,
		log,
		schedule: port.schedule,
		destroy: () => port.destroy(),
		connections: () => port.conns.size,
		isConnected: (connectionId) => port.conns.has(connectionId),
		connectionsOf(userId) {
			const theirs = [...port.conns.values()].filter((connection) => isOf(connection, userId));
			return theirs.map((connection) => ({ close: () => close(connection, log) }));
		},
		broadcast(name, payload) {
			// Rivet throws while the actor stops; a client that misses this syncs when it is back.
			try {
				port.broadcast(name, payload);
			} catch (error) {
				log("warn", "broadcast_failed", { name, error: String(error) });
			}
		},
		keepAwake(work) {
			port.keepAwake(work).catch((error: unknown) => log("warn", "keep_awake_failed", { error: String(error) }));
		},
	};
}

function isOf({ isHibernatable, state }: ActorConnection, userId: string): boolean {
	return isHibernatable && typeof state === "object" && state !== null && "userId" in state && state.userId === userId;
}

async function close(connection: ActorConnection, log: WorkspaceLog): Promise<void> {
	await connection.disconnect("revoked").catch((error: unknown) => {
		log("warn", "disconnect_failed", { error: String(error) });
	});
}
