import type { Reporter, SerializedError, TestCase, TestModule } from "vitest/node";

const countTests = (modules: readonly TestModule[], state: "passed" | "failed" | "skipped") =>
	modules.reduce((sum, module) => sum + [...module.children.allTests(state)].length, 0);

/** Files that failed as a whole: their import or a hook threw. */
const brokenModules = (modules: readonly TestModule[]) =>
	modules.filter((module) => module.state() === "failed" && module.children.allTests("failed").next().done).length;

const allTests = (modules: readonly TestModule[]): TestCase[] =>
	modules.flatMap((module) => [...module.children.allTests()]);

/** What tests say that they could not check here, such as what needs a registry that is not reachable. */
const warningsOf = (tests: readonly TestCase[]) =>
	tests
		.flatMap((test) => test.annotations())
		.flatMap(({ type, message }) => (type === "warning" ? [`warning: ${message}\n`] : []));

/** Tests that failed and then passed, with what they failed with. Each is a defect, of the test or of the code. */
const flakyOf = (tests: readonly TestCase[]) =>
	tests
		.filter((test) => test.diagnostic()?.flaky)
		.map((test) => {
			const [error] = test.result().errors ?? [];
			return `flaky: ${test.module.relativeModuleId} > ${test.fullName}: ${error?.message ?? "no error"}\n`;
		});

/**
 * Ends a run with the warnings of its tests, those that passed on their second try only, and
 * `N passed, N failed, N skipped` on the last line, for scripts.
 */
export class CountReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
		const failed = countTests(modules, "failed") + brokenModules(modules) + errors.length;
		const passed = countTests(modules, "passed");
		const skipped = countTests(modules, "skipped");
		const tests = allTests(modules);
		for (const line of [...warningsOf(tests), ...flakyOf(tests)]) process.stdout.write(line);
		process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
	}
}
