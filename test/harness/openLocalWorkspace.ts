import type { RawAccess } from "rivetkit/db";
import type { HostConnection } from "../../actors/host/workspaceHost.ts";
import { createWorkspaceLog } from "../../actors/log/workspaceLog.ts";
import { parseWorkspaceOptions, type WorkspaceOptions } from "../../actors/options/workspaceOptions.ts";
import { openWorkspace } from "../../actors/runtime/openWorkspace.ts";
import type { Workspace } from "../../actors/runtime/workspace.ts";
import { TestDatabase } from "./TestDatabase.ts";

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A workspace in this process, without Rivet. */
export interface LocalWorkspace {
	readonly db: TestDatabase & RawAccess;
	readonly workspace: Workspace;
	/** The names of the events that it has broadcast. */
	readonly sent: readonly string[];
}

/**
 * Opens a workspace on its own database, with one connection that receives nothing.
 *
 * @param clients - The connections that Rivet has restored.
 */
export async function openLocalWorkspace(
	options: WorkspaceOptions,
	given?: LocalWorkspace["db"],
	clients: readonly HostConnection[] = [],
): Promise<LocalWorkspace> {
	const sent: string[] = [];
	const db = given ?? (await TestDatabase.open());
	const host = {
		workspaceId: "local",
		db,
		log: createWorkspaceLog("local", SILENT, options.onLog),
		connections: () => 1,
		clients: () => clients,
		isConnected: () => true,
	};
	let isAsleep = false;
	const list = async () => {
		// As Rivet's: the database of an actor that has gone to sleep is closed.
		if (isAsleep) throw new Error("database is closed");
		return [];
	};
	const schedule = { after: async () => "", list, cancel: async () => true };
	const rivet = {
		schedule,
		start: () => undefined,
		broadcast: (name: string) => void sent.push(name),
		keepAwake: () => undefined,
		sleep: () => undefined,
		destroy: () => undefined,
		client: () => undefined,
	};
	const settings = parseWorkspaceOptions({ agent: "mock", ...options });
	const workspace = await openWorkspace({ ...host, ...rivet }, settings);
	workspace.wake();
	const sleep = async () => {
		await workspace.sleep();
		isAsleep = true;
	};
	return { db, workspace: { ...workspace, sleep }, sent };
}
