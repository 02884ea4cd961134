import { LIMITS } from "../../src/protocol/index.ts";

/** The workspace of the page, and whose window it is. */
export interface Place {
	readonly workspaceId: string;
	/** Null for the windows of two people, side by side. */
	readonly user: string | null;
}

const USER_KEY = "workspace-chat-demo-user";

/** Whoever follows the link of an invite. Nothing but the invite lets them in. */
export const GUEST = "Guest";

/**
 * Reads the place from the page's address, and takes the person out of it: whoever follows a copied link is somebody
 * else. The tab remembers who it belongs to.
 */
export function readPlace(query: URLSearchParams): Place {
	const tabUser = sessionStorage.getItem(USER_KEY);
	const named = query.get("user") ?? (query.has("invite") && !tabUser ? GUEST : null);
	if (named) {
		sessionStorage.setItem(USER_KEY, named);
		query.delete("user");
		history.replaceState(history.state, "", `?${query}${location.hash}`);
	}
	return { workspaceId: query.get("workspace") || "demo", user: named || tabUser };
}

/** Whether the workspace id is valid. The chat shows the error if it is not. */
export function canBeOpened({ workspaceId }: Pick<Place, "workspaceId">): boolean {
	return new TextEncoder().encode(workspaceId).length <= LIMITS.workspaceIdBytes;
}

/** The address of the same workspace for another person. */
export function addressFor({ workspaceId }: Pick<Place, "workspaceId">, user: string): string {
	return `?${new URLSearchParams({ workspace: workspaceId, user })}`;
}

/** The other person. */
export function otherUser(user: string): string {
	return user === "Ben" ? "Ada" : "Ben";
}
