import { setTimeout as delay } from "node:timers/promises";
import { loadFactor } from "./loadFactor.ts";
import { waitFor } from "./waitFor.ts";
import type { WorkspaceClient } from "./workspaceClient.ts";

/**
 * Waits until a workspace has started. The engine may not know a new actor process yet, so the call
 * is retried.
 */
export async function wakeWorkspace(client: WorkspaceClient, workspaceId: string, params: unknown): Promise<void> {
	const isAwake = async () => {
		const info = client.workspace.getOrCreate([workspaceId], { params }).getSessionInfo();
		return Boolean(await Promise.race([info, delay(3_000 * loadFactor(), null, { ref: false })]));
	};
	await waitFor(isAwake, `the workspace ${workspaceId} to start`, 50_000);
}
