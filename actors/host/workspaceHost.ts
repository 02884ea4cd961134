import type { RawAccess } from "rivetkit/db";
import * as v from "valibot";
import type { Role, WorkspaceEvents } from "../../src/protocol/index.ts";
import { roleSchema } from "../../src/protocol/participant.ts";
import { watchDatabase } from "../database/watchDatabase.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { Schedule } from "./Alarm.ts";
import { restart } from "./restart.ts";

/** A lasting connection of a client, as opposed to one that Rivet makes for a single call. */
export interface HostConnection {
	/** Rivet's id of it. */
	readonly id: string;
	/** Of the person it belongs to. */
	readonly userId: string;
	/** The role that the person came with; null when it is not known. */
	readonly role: Role | null;
	/** When the person's access ends, in milliseconds since 1970; null when it does not end by itself. */
	readonly expiresAt: number | null;
	/** Sends an event to this connection alone. Never throws. */
	send<Name extends keyof WorkspaceEvents>(name: Name, payload: WorkspaceEvents[Name]): void;
	/** Never rejects. */
	close(reason: string): Promise<void>;
}

/** What a workspace needs from its Rivet actor. */
export interface WorkspaceHost {
	/** The key of the actor. */
	readonly workspaceId: string;
	/** Its database. */
	readonly db: RawAccess;
	/** Writes a line of its log. */
	readonly log: WorkspaceLog;
	/** Calls actions of the workspace later. */
	readonly schedule: Schedule;
	/** The lasting connections, whether or not their clients have opened the workspace. */
	clients(): readonly HostConnection[];
	/** The number of connections, including those of single calls. */
	connections(): number;
	/** Whether Rivet still has the connection. */
	isConnected(connectionId: string): boolean;
	/** The actor has started: from now on events are sent. */
	start(): void;
	/** Sends an event to all connections that may receive it, unless the actor has not started. Never throws. */
	broadcast<Name extends keyof WorkspaceEvents>(name: Name, payload: WorkspaceEvents[Name]): void;
	/** The actor does not sleep until the promise settles. */
	keepAwake(work: Promise<void>): void;
	/** Closes the actor here. Whoever wants it next wakes it, on another server if the engine prefers one. */
	sleep(): void;
	/** Destroys the actor after the running action has responded. */
	destroy(): void;
	/** A client of Rivet's that reaches the other actors of the registry. */
	client(): unknown;
}

/** The connections of a person: those of several pages, perhaps. */
export function connectionsOf({ clients }: Pick<WorkspaceHost, "clients">, userId: string): readonly HostConnection[] {
	return clients().filter((connection) => connection.userId === userId);
}

/**
 * Closes the connections of a person once what ends their access is stored: those that were opened meanwhile, too. They
 * were let in by what counted before.
 */
export async function closeConnectionsOf(
	host: Pick<WorkspaceHost, "clients">,
	userId: string,
	reason: string,
): Promise<void> {
	await Promise.all(connectionsOf(host, userId).map((connection) => connection.close(reason)));
}

interface ActorConnection {
	readonly id: string;
	readonly state: unknown;
	readonly isHibernatable: boolean;
	send(name: string, payload: unknown): void;
	disconnect(reason?: string): Promise<void>;
}

/** The part of Rivet's actor context that stays valid after the call it was passed to. */
interface ActorPort {
	readonly key: readonly string[];
	readonly db: RawAccess;
	readonly conns: ReadonlyMap<string, ActorConnection>;
	readonly schedule: Schedule;
	broadcast(name: string, payload: unknown): void;
	keepAwake<T>(work: Promise<T>): Promise<T>;
	sleep(): void;
	destroy(): void;
	client(): unknown;
}

export function createWorkspaceHost(port: ActorPort, log: WorkspaceLog): WorkspaceHost {
	let isStarted = false;
	return {
		workspaceId: port.key.join("/"),
		// Whoever wants the workspace next has it opened with a database that is open.
		db: watchDatabase(port.db, () => restart(port)),
		log,
		schedule: port.schedule,
		sleep() {
			// Rivet throws when the actor is closing already.
			try {
				port.sleep();
			} catch (error) {
				log("info", "sleep_refused", { error });
			}
		},
		destroy: () => port.destroy(),
		client: () => port.client(),
		connections: () => port.conns.size,
		clients: () => [...port.conns.values()].flatMap((connection) => toHostConnection(connection, log)),
		isConnected: (connectionId) => port.conns.has(connectionId),
		start() {
			isStarted = true;
		},
		broadcast(name, payload) {
			// Rivet restores connections before the actor starts, and what they are sent over after it. For each event before
			// that it logs an error for each of them, with a stack trace that takes 50 ms.
			if (!isStarted) return;
			// Rivet throws while the actor stops. A client that misses this syncs when it reconnects.
			try {
				port.broadcast(name, payload);
			} catch (error) {
				log("warn", "broadcast_failed", { name, error });
			}
		},
		keepAwake(work) {
			port.keepAwake(work).catch((error: unknown) => log("warn", "keep_awake_failed", { error }));
		},
	};
}

/** Only connections that stay can hibernate. */
function toHostConnection(connection: ActorConnection, log: WorkspaceLog): readonly HostConnection[] {
	const { id, isHibernatable, state } = connection;
	if (!isHibernatable || typeof state !== "object" || state === null || !("userId" in state)) return [];
	const expiresAt = "expiresAt" in state && typeof state.expiresAt === "number" ? state.expiresAt : null;
	const close = (reason: string) => closeConnection(connection, reason, log);
	const send: HostConnection["send"] = (name, payload) => {
		// As with a broadcast. A client that misses it has the same from its next sync.
		try {
			connection.send(name, payload);
		} catch (error) {
			log("warn", "send_failed", { name, error });
		}
	};
	const role = "role" in state && v.is(roleSchema, state.role) ? state.role : null;
	return [{ id, userId: String(state.userId), role, expiresAt, send, close }];
}

async function closeConnection(connection: ActorConnection, reason: string, log: WorkspaceLog): Promise<void> {
	// Rivet's client warns about a reason that is not made of a group and a code.
	await connection.disconnect(`workspace.${reason}`).catch((error: unknown) => {
		log("warn", "disconnect_failed", { error });
	});
}
