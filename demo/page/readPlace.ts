/** Who sits in front of the page, and in which workspace: the page's own address says so. */
export interface Place {
	readonly workspaceId: string;
	readonly user: string;
}

export function readPlace(query: URLSearchParams): Place {
	return { workspaceId: query.get("workspace") || "demo", user: query.get("user") || "Ada" };
}

/** The address of the same workspace for somebody else. */
export function addressFor({ workspaceId }: Place, user: string): string {
	return `?${new URLSearchParams({ workspace: workspaceId, user })}`;
}

/** Somebody else. */
export function otherUser({ user }: Place): string {
	return user === "Ben" ? "Ada" : "Ben";
}
