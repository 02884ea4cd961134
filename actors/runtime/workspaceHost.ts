import type { RawAccess } from "rivetkit/db";
import type { WorkspaceEvents } from "../../src/protocol/index.ts";
import type { Schedule } from "../life/restAlarm.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";

/** A client's connection that stays. The one Rivet makes for a single call is none. */
export interface HostConnection {
	readonly id: string;
	readonly userId: string;
	/** Never rejects. */
	close(reason: string): Promise<void>;
}

/** What a workspace needs of the actor it lives in. */
export interface WorkspaceHost {
	readonly workspaceId: string;
	readonly db: RawAccess;
	readonly log: WorkspaceLog;
	/** Calls actions of the workspace later. */
	readonly schedule: Schedule;
	/** The connections of clients, whether they have the workspace open or not. */
	clients(): readonly HostConnection[];
	/** How many connections there are now, with those of single calls. */
	connections(): number;
	isConnected(connectionId: string): boolean;
	broadcast<Name extends keyof WorkspaceEvents>(name: Name, payload: WorkspaceEvents[Name]): void;
	/** The actor does not sleep until the promise settles. */
	keepAwake(work: Promise<void>): void;
	/** Ends the actor for good, once the running action is answered. */
	destroy(): void;
}
