import { parseArgs } from "node:util";
import { REAL_AGENTS, type RealAgent } from "./agents/RealAgent.ts";
import { SCENARIOS } from "./scenarios/index.ts";
import type { Scenario } from "./scenarios/Scenario.ts";

export interface RunPlan {
	readonly agents: readonly RealAgent[];
	readonly scenarios: readonly Scenario[];
	/** Whether the support table in `docs/agents.md` is replaced. */
	readonly updateDocs: boolean;
}

/**
 * The arguments of `npm run test:agents`: `--agent claude` and `--scenario text` (both may be repeated; default all), and
 * `--update-docs`.
 *
 * @throws If there is no agent or scenario of a name, or the docs would get the table of a part.
 */
export function parseArguments(words: readonly string[]): RunPlan {
	const options = {
		agent: { type: "string", multiple: true },
		scenario: { type: "string", multiple: true },
		"update-docs": { type: "boolean" },
	} as const;
	const { values } = parseArgs({ args: [...words], options });
	const { agent, scenario, "update-docs": updateDocs = false } = values;
	if (updateDocs && (agent || scenario)) {
		throw new Error("--update-docs writes the table of a whole run: omit --agent and --scenario.");
	}
	return {
		agents: choose(REAL_AGENTS, ({ id }) => id, agent, "agent"),
		scenarios: choose(SCENARIOS, ({ name }) => name, scenario, "scenario"),
		updateDocs,
	};
}

function choose<Choice>(
	all: readonly Choice[],
	nameOf: (choice: Choice) => string,
	names: readonly string[] | undefined,
	what: string,
): readonly Choice[] {
	if (!names) return all;
	return names.map((name) => {
		const found = all.find((choice) => nameOf(choice) === name);
		if (found === undefined)
			throw new Error(`There is no ${what} "${name}". There are: ${all.map(nameOf).join(", ")}.`);
		return found;
	});
}
