import { BaseSequencer, type TestSpecification } from "vitest/node";

/** They mostly wait, for over a minute each: begun last, they would run when nothing else is left to do. */
const LONGEST = /\/test\/(faultRuns\/|actors\/crash\.)/;

/** Begins what takes longest, so that the rest runs beside it. */
export class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const sorted = await super.sort(files);
		return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
	}
}

function isLongest({ moduleId }: TestSpecification): boolean {
	return LONGEST.test(moduleId);
}
