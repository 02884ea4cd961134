import { markRun } from "../faults/markRun.ts";
import { installAgent } from "./agents/installAgent.ts";
import type { RealAgent } from "./agents/RealAgent.ts";
import { parseArguments, type RunPlan } from "./parseArguments.ts";
import { type AgentRun, describeRun } from "./report/AgentRun.ts";
import { updateDocs } from "./report/updateDocs.ts";
import { runScenario } from "./runScenario.ts";
import { Stage } from "./stage/Stage.ts";

// `npm run test:agents -- --agent codex --scenario command`; see `parseArguments`.
markRun();
// Each scenario ends with a workspace that is destroyed under its windows, which Rivet would report each time.
process.env.RIVET_LOG_LEVEL ??= "silent";
const plan = parseArguments(process.argv.slice(2));
const runs: AgentRun[] = [];
for (const agent of plan.agents) runs.push(await runAgent(agent, plan));

for (const line of runs.flatMap(describeRun)) console.log(line);
if (plan.updateDocs) await updateDocs(runs);
const isEqual = runs.every(({ outcomes }) => outcomes.every(({ status }) => status === "equal"));
// Exit explicitly: lost Rivet connections may keep the event loop alive.
process.exit(isEqual ? 0 : 1);

async function runAgent(agent: RealAgent, { scenarios }: RunPlan): Promise<AgentRun> {
	const installation = await installAgent(agent);
	if (installation.status === "unreachable") {
		throw new Error(
			`${agent.name} cannot be installed, because npm does not reach its registry:\n${installation.reason}`,
		);
	}
	const { version, main } = installation;
	console.log(`${agent.name}: ${agent.packageName} ${version}`);
	const stage = await Stage.open(agent, main);
	const outcomes = [];
	try {
		for (const scenario of scenarios) {
			if (scenario.agents && !scenario.agents.includes(agent.id)) continue;
			const outcome = await runScenario(stage, scenario);
			console.log(`  ${scenario.name}: ${outcome.status} (${outcome.durationMs} ms)`);
			for (const line of outcome.differences) console.log(`    ${line}`);
			outcomes.push(outcome);
		}
	} finally {
		await stage.close();
	}
	return { agent, version, outcomes };
}
