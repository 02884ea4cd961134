interface MountedTimeline {
	readonly workspaceId: string;
}

const mountedTimelines = new Set<MountedTimeline>();

/** Counts a timeline among those of the page until the returned function is called. */
export function registerTimeline(workspaceId: string): () => void {
	const room: MountedTimeline = { workspaceId };
	mountedTimelines.add(room);
	return () => void mountedTimelines.delete(room);
}

/** Whether the page shows timelines of other workspaces too. */
export function hasOtherTimelines(workspaceId: string): boolean {
	return [...mountedTimelines].some((room) => room.workspaceId !== workspaceId);
}
