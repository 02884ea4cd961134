import { createHash } from "node:crypto";
import { join } from "node:path";

/** The folder of a workspace's agent. Every workspace id maps to a unique, safe name. */
export function workspaceFolder(dataFolder: string, workspaceId: string): string {
	const readable = workspaceId.replace(/[^a-zA-Z0-9]+/g, "-").slice(0, 40);
	const hash = createHash("sha256").update(workspaceId).digest("hex").slice(0, 12);
	return join(dataFolder, "workspaces", `${readable}-${hash}`);
}
