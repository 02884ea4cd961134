/** The result of one kind of fault. */
export interface FaultReport {
	/** What happened meanwhile. */
	readonly work: string;
	/** How often the fault had an effect: 0 means that nothing was tested. */
	readonly hits: number;
	/** How often each promise was broken. */
	readonly broken: Readonly<Record<string, number>>;
	/** Recovery times and other measurements. */
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
