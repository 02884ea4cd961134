/** One budget of the project, as a ratio: both sides are measured in the same run, so the machine cancels out. */
export interface Bench {
	/** What is compared with what. */
	readonly name: string;
	/** The maximum ratio. */
	readonly budget: number;
	measure(): Promise<number>;
}
