import type { Reporter, SerializedError, TestModule } from "vitest/node";

const countTests = (modules: readonly TestModule[], state: "passed" | "failed" | "skipped") =>
	modules.reduce((sum, module) => sum + [...module.children.allTests(state)].length, 0);

/** Files that failed as a whole: their import or a hook threw. */
const brokenModules = (modules: readonly TestModule[]) =>
	modules.filter((module) => module.state() === "failed" && module.children.allTests("failed").next().done).length;

/** What tests say that they could not check here, such as what needs a registry that is not reachable. */
const warningsOf = (modules: readonly TestModule[]) =>
	modules
		.flatMap((module) => [...module.children.allTests()].flatMap((test) => test.annotations()))
		.flatMap(({ type, message }) => (type === "warning" ? [`warning: ${message}\n`] : []));

/** Ends a run with the warnings of its tests and `N passed, N failed, N skipped` on the last line, for scripts. */
export class CountReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
		const failed = countTests(modules, "failed") + brokenModules(modules) + errors.length;
		const passed = countTests(modules, "passed");
		const skipped = countTests(modules, "skipped");
		for (const warning of warningsOf(modules)) process.stdout.write(warning);
		process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
	}
}
