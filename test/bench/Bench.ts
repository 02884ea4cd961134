/** One budget of the project, as a ratio: both sides are measured in the same run, so the machine cancels out. */
export interface Bench {
	/** What is measured, against what. */
	readonly name: string;
	/** The ratio it may have at most. */
	readonly budget: number;
	measure(): Promise<number>;
}
