import type { RawAccess } from "rivetkit/db";
import type { WorkspaceEvents } from "../../src/protocol/index.ts";
import type { Schedule } from "../life/restAlarm.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";

export interface HostConnection {
	/** Never rejects. */
	close(): Promise<void>;
}

/** What a workspace needs of the actor it lives in. */
export interface WorkspaceHost {
	readonly workspaceId: string;
	readonly db: RawAccess;
	readonly log: WorkspaceLog;
	/** Calls actions of the workspace later. */
	readonly schedule: Schedule;
	/** The connections of a person that stay. A call without one does not count. */
	connectionsOf(userId: string): readonly HostConnection[];
	/** How many clients are connected now, whether they have the workspace open or not. */
	connections(): number;
	isConnected(connectionId: string): boolean;
	broadcast<Name extends keyof WorkspaceEvents>(name: Name, payload: WorkspaceEvents[Name]): void;
	/** The actor does not sleep until the promise settles. */
	keepAwake(work: Promise<void>): void;
	/** Ends the actor for good, once the running action is answered. */
	destroy(): void;
}
