/** What a projection cannot know by itself: which turn runs, what time it is, and ids that are free. */
export interface ProjectionContext {
	/** The turn that runs; null between turns. */
	readonly turnId: string | null;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Makes an id for an item: at most 64 characters of `A-Z a-z 0-9 - _`, never the same one twice. */
	createId(): string;
}
