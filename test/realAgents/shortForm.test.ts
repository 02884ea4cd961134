import { beforeAll, expect, test } from "vitest";
import { type Installation, installAgent } from "./agents/installAgent.ts";
import { REAL_AGENTS } from "./agents/RealAgent.ts";
import { runScenario } from "./runScenario.ts";
import { SCENARIOS } from "./scenarios/index.ts";
import { Stage } from "./stage/Stage.ts";

// The short form of `npm run test:agents`. Without npm's registry there is no agent to test, which is said in words.

/** Texts, commands, edits and permissions, in little time. */
const SHORT = ["command", "edit-allowed"];

const INSTALL_LIMIT_MS = 150_000;

let installations: ReadonlyMap<string, Installation>;

beforeAll(async () => {
	const install = async (agent: (typeof REAL_AGENTS)[number]) =>
		[agent.id, await installAgent(agent, INSTALL_LIMIT_MS)] as const;
	installations = new Map(await Promise.all(REAL_AGENTS.map(install)));
});

test.each(REAL_AGENTS)("what the newest $name says is what is stored and shown", async (agent) => {
	const installation = installations.get(agent.id);
	if (installation?.status !== "installed") {
		console.info(`${agent.name} was not tested, because npm cannot install it here: ${installation?.reason}`);
		expect(installation?.reason).toMatch(/\S/);
		return;
	}
	console.info(`${agent.name}: ${agent.packageName} ${installation.version}`);
	const stage = await Stage.open(agent, installation.main);
	try {
		for (const scenario of SCENARIOS.filter(({ name }) => SHORT.includes(name))) {
			const { status, differences } = await runScenario(stage, scenario);
			expect({ scenario: scenario.name, status, differences }).toMatchObject({ status: "equal", differences: [] });
		}
	} finally {
		await stage.close();
	}
});
