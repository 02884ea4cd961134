import type { Reporter, SerializedError, TestModule } from "vitest/node";

const countTests = (modules: readonly TestModule[], state: "passed" | "failed" | "skipped") =>
	modules.reduce((sum, module) => sum + [...module.children.allTests(state)].length, 0);

/** Files that failed as a whole: they did not import, or a hook of theirs threw. */
const brokenModules = (modules: readonly TestModule[]) =>
	modules.filter((module) => module.state() === "failed" && module.children.allTests("failed").next().done).length;

/** Ends a run with `N passed, N failed, N skipped` alone on the last line, for machines that read nothing else. */
export class CountReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
		const failed = countTests(modules, "failed") + brokenModules(modules) + errors.length;
		const passed = countTests(modules, "passed");
		const skipped = countTests(modules, "skipped");
		process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
	}
}
