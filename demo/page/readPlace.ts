import { LIMITS } from "../../src/protocol/index.ts";

/** The person and the workspace, from the page's address. */
export interface Place {
	readonly workspaceId: string;
	readonly user: string;
}

export function readPlace(query: URLSearchParams): Place {
	return { workspaceId: query.get("workspace") || "demo", user: query.get("user") || "Ada" };
}

/** Whether the workspace id is valid. The chat shows the error if it is not. */
export function canBeOpened({ workspaceId }: Place): boolean {
	return new TextEncoder().encode(workspaceId).length <= LIMITS.workspaceIdBytes;
}

/** The address of the same workspace for another person. */
export function addressFor({ workspaceId }: Place, user: string): string {
	return `?${new URLSearchParams({ workspace: workspaceId, user })}`;
}

/** The other person. */
export function otherUser({ user }: Place): string {
	return user === "Ben" ? "Ada" : "Ben";
}
