interface Room {
	readonly workspaceId: string;
}

const rooms = new Set<Room>();

/** Counts a timeline among those of the page until the returned function is called. */
export function standOnPage(workspaceId: string): () => void {
	const room: Room = { workspaceId };
	rooms.add(room);
	return () => void rooms.delete(room);
}

/** Whether the page shows timelines of other workspaces too. */
export function isAmongOthers(workspaceId: string): boolean {
	return [...rooms].some((room) => room.workspaceId !== workspaceId);
}
