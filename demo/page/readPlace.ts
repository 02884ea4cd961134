import { LIMITS } from "../../src/protocol/index.ts";

/** Who sits in front of the page, and in which workspace: the page's own address says so. */
export interface Place {
	readonly workspaceId: string;
	readonly user: string;
}

export function readPlace(query: URLSearchParams): Place {
	return { workspaceId: query.get("workspace") || "demo", user: query.get("user") || "Ada" };
}

/** Whether there can be such a workspace; the chat itself says why not. */
export function canBeOpened({ workspaceId }: Place): boolean {
	return new TextEncoder().encode(workspaceId).length <= LIMITS.workspaceIdBytes;
}

/** The address of the same workspace for somebody else. */
export function addressFor({ workspaceId }: Place, user: string): string {
	return `?${new URLSearchParams({ workspace: workspaceId, user })}`;
}

/** Somebody else. */
export function otherUser({ user }: Place): string {
	return user === "Ben" ? "Ada" : "Ben";
}
