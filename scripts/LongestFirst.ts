import { BaseSequencer, type TestSpecification } from "vitest/node";

/** These files mostly wait, for over a minute each. Started last, they would run alone at the end. */
const LONGEST = /\/test\/(faultRuns\/|actors\/crash\.|package\/quickStart\.)/;

/** Starts the slowest files first, so that the others run next to them. */
export class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const sorted = await super.sort(files);
		return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
	}
}

function isLongest({ moduleId }: TestSpecification): boolean {
	return LONGEST.test(moduleId);
}
