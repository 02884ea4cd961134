/** What came of one kind of fault. */
export interface FaultReport {
	/** What went on meanwhile. */
	readonly work: string;
	/** How often the fault has reached something: with none of it nothing was tested. */
	readonly hits: number;
	/** How often each promise was broken. */
	readonly broken: Readonly<Record<string, number>>;
	/** How long it took until all was well, and what else was measured. */
	readonly measured: string;
}

export function isKept({ hits, broken }: FaultReport): boolean {
	return hits > 0 && Object.values(broken).every((count) => count === 0);
}

/** The promises that were broken, for the table. */
export function describeBroken(broken: FaultReport["broken"]): string {
	const counts = Object.entries(broken).filter(([, count]) => count > 0);
	return counts.length === 0 ? "0" : counts.map(([promise, count]) => `${count} ${promise}`).join(", ");
}
