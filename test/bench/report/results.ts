/** A number is printed with three significant digits; a text as it is. */
export type Cell = number | string;

/** One table of measurements. The first column names what a row is about. */
export interface Table {
	readonly title: string;
	readonly columns: readonly string[];
	readonly rows: readonly (readonly Cell[])[];
}

/** What the project wants to hold. Times are goals only as ratios within one run: absolute ones belong to a machine. */
export interface Goal {
	/** What is measured, in which unit, and against what. */
	readonly name: string;
	/** The measured value must not be above it. */
	readonly limit: number;
	readonly measured: number;
}

/** What one run of a bench has found. */
export interface BenchResult {
	readonly tables: readonly Table[];
	readonly goals: readonly Goal[];
	/** What must never happen, such as a lost chunk: unlike a missed goal, no busy machine excuses it. */
	readonly broken: readonly string[];
}

/** A result with the circumstances in which it came about. */
export interface BenchRun extends BenchResult {
	readonly bench: string;
	/** ISO 8601. */
	readonly date: string;
	/** The commit that was measured. */
	readonly commit: string;
	readonly machine: string;
	/** Of what was measured, such as "streamdown 2.7.1". */
	readonly versions: readonly string[];
}

/** One bench. A module `<name>.bench.ts` exports its benches as `benches`, by their names on the command line. */
export interface Bench {
	/** A heading of `docs/benchmarks.md`. */
	readonly title: string;
	/** What is measured and how, for the page. */
	readonly description: string;
	run(): Promise<BenchResult>;
}

/** Whether a goal was reached. */
export const isKept = ({ measured, limit }: Goal): boolean => measured <= limit;
