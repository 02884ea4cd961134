import type { RealAgent } from "../agents/RealAgent.ts";
import type { Outcome } from "../runScenario.ts";

/** All scenarios with one agent. */
export interface AgentRun {
	readonly agent: RealAgent;
	readonly version: string;
	readonly outcomes: readonly Outcome[];
}

/** A line for each scenario: agent, version, scenario, whether it is equal, and what differs. */
export function describeRun({ agent, version, outcomes }: AgentRun): readonly string[] {
	const width = Math.max(...outcomes.map(({ scenario }) => scenario.name.length));
	return outcomes.map(({ scenario, status, differences }) =>
		[agent.name, version, scenario.name.padEnd(width), status, differences[0] ?? ""].join("  ").trimEnd(),
	);
}
