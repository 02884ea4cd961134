import { basicScenarios } from "./basics.ts";
import { commandScenarios } from "./commands.ts";
import { failureScenarios } from "./failures.ts";
import { fileScenarios } from "./files.ts";
import { hostScenarios } from "./host.ts";
import { loginScenarios } from "./logins.ts";
import { planningScenarios } from "./planning.ts";
import type { Scenario } from "./Scenario.ts";
import { settingScenarios } from "./settings.ts";

/** All scenarios: the rows of the support table. */
export const SCENARIOS: readonly Scenario[] = [
	...basicScenarios,
	...commandScenarios,
	...fileScenarios,
	...planningScenarios,
	...settingScenarios,
	...hostScenarios,
	...loginScenarios,
	...failureScenarios,
];
