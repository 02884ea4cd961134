import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "./waitFor.ts";
import type { WorkspaceClient } from "./workspaceClient.ts";

/**
 * Waits until a workspace has started. On a busy machine the engine may lose the word that a new actor has, and then
 * answers after 15 s or never: so it is asked again.
 */
export async function wakeWorkspace(client: WorkspaceClient, workspaceId: string, params: unknown): Promise<void> {
	const isAwake = async () => {
		const info = client.workspace.getOrCreate([workspaceId], { params }).getSessionInfo();
		return Boolean(await Promise.race([info, delay(3_000, null, { ref: false })]));
	};
	await waitFor(isAwake, `the workspace ${workspaceId} to start`, 50_000);
}
