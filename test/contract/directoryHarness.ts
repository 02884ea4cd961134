import type { ConnectDirectory } from "../../src/core/index.ts";
import type { Role } from "../../src/protocol/index.ts";
import type { MemoryListedWorkspace } from "../../src/testing/index.ts";

/** A person who opens the list of a directory. */
export interface DirectoryPerson {
	readonly userId: string;
	readonly name: string;
	/** Their role in the directory; null for none. Default `owner`. */
	readonly role?: Role | null | undefined;
}

/**
 * What the contract tests need: one directory. A workspace whose id begins with `secret/` is seen only by Ada, and in one
 * that begins with `read/` everybody is a viewer. Of one that begins with `invited/` the host says nothing.
 */
export interface DirectoryHarness {
	connect(person: DirectoryPerson): ConnectDirectory;
	/** A workspace reports. The ids of new ones come from `newId`. */
	report(workspace: Omit<MemoryListedWorkspace, "archivedAt" | "pinnedBy">): Promise<void>;
	/** A workspace is destroyed. */
	remove(workspaceId: string): Promise<void>;
	/** The answers of `mayList` are asked for again: from now on Ben sees what is secret, or no longer does. */
	showSecrets(isShown: boolean): Promise<void>;
	stop(): Promise<void>;
}

/** Who sees what in the directories of the contract. */
export function roleFor(userId: string, workspaceId: string, areSecretsShown: boolean): Role | boolean | null {
	if (workspaceId.startsWith("secret/")) return userId === "ada" || areSecretsShown;
	if (workspaceId.startsWith("invited/")) return null;
	return workspaceId.startsWith("read/") ? "viewer" : true;
}
