import { beforeAll, expect, test } from "vitest";
import { type Installation, installAgent } from "./agents/installAgent.ts";
import { REAL_AGENTS } from "./agents/RealAgent.ts";
import { runScenario } from "./runScenario.ts";
import { SHORT_FORM } from "./scenarios/shortForm.ts";
import { Stage } from "./stage/Stage.ts";

// The short form of `npm run test:agents`. Without npm's registry there is no agent to test, which is said in words.

const INSTALL_LIMIT_MS = 150_000;

let installations: ReadonlyMap<string, Installation>;

beforeAll(async () => {
	const install = async (agent: (typeof REAL_AGENTS)[number]) =>
		[agent.id, await installAgent(agent, INSTALL_LIMIT_MS)] as const;
	installations = new Map(await Promise.all(REAL_AGENTS.map(install)));
});

test.for(REAL_AGENTS)("what the newest $name says is what is stored and shown", async (agent, { annotate }) => {
	const installation = installations.get(agent.id);
	if (installation?.status !== "installed") {
		expect(installation?.reason).toMatch(/\S/);
		// The run ends with it: see `scripts/CountReporter.ts`.
		await annotate(`${agent.name} was not tested: npm's registry did not answer (${installation?.reason})`, "warning");
		return;
	}
	console.info(`${agent.name}: ${agent.packageName} ${installation.version}`);
	const stage = await Stage.open(agent, installation.main);
	try {
		const { status, differences } = await runScenario(stage, SHORT_FORM);
		expect({ status, differences }).toEqual({ status: "equal", differences: [] });
	} finally {
		await stage.close();
	}
});
