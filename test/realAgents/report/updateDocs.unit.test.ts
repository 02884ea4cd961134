import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { REAL_AGENTS } from "../agents/RealAgent.ts";
import { parseArguments } from "../parseArguments.ts";
import { SCENARIOS } from "../scenarios/index.ts";
import { replaceTable, supportTable } from "./updateDocs.ts";

const DOCS = readFileSync(new URL("../../../docs/agents.md", import.meta.url), "utf8");

test("the docs have a place for the table, and lose nothing around it", () => {
	const replaced = replaceTable(DOCS, "| new |");
	expect(replaced).toContain("\n\n| new |\n\n");
	expect(replaced.split("\n| new |\n")[0]).toBe(DOCS.slice(0, replaced.indexOf("\n| new |\n")));
	expect(replaceTable(replaced, "| new |")).toBe(replaced);
});

test("the docs have a row for each scenario", () => {
	for (const { title } of SCENARIOS) expect(DOCS).toContain(`| ${title} |`);
});

test("the table has a column for each agent, and says what was not played", () => {
	const [first] = SCENARIOS;
	const [agent] = REAL_AGENTS;
	if (!first || !agent) throw new Error("There is nothing to test.");
	const outcome = { scenario: first, status: "equal" as const, differences: [], durationMs: 1 };
	const lines = supportTable([{ agent, version: "1.2.3", outcomes: [outcome] }]).split("\n");
	expect(lines[0]).toBe(`| | ${agent.name} (\`${agent.packageName}\` 1.2.3) |`);
	expect(lines[2]).toBe(`| ${first.title} | yes |`);
	expect(lines[3]).toMatch(/\| – \|$/);
});

test("the arguments choose agents and scenarios, and say what there is", () => {
	expect(parseArguments([])).toEqual({ agents: REAL_AGENTS, scenarios: SCENARIOS, updateDocs: false });
	expect(parseArguments(["--agent", "codex", "--scenario", "text"])).toMatchObject({
		agents: [{ id: "codex" }],
		scenarios: [{ name: "text" }],
	});
	expect(() => parseArguments(["--agent", "nobody"])).toThrow("There are: claude, codex");
	expect(() => parseArguments(["--agent", "codex", "--update-docs"])).toThrow("whole run");
});
