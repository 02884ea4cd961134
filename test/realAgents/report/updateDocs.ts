import { readFile, writeFile } from "node:fs/promises";
import { SCENARIOS } from "../scenarios/index.ts";
import type { AgentRun } from "./AgentRun.ts";

const DOCS = new URL("../../../docs/agents.md", import.meta.url);
const START = "<!-- support: `npm run test:agents -- --update-docs` writes this table -->";
const END = "<!-- /support -->";

/** Replaces the support table in `docs/agents.md`. */
export async function updateDocs(runs: readonly AgentRun[]): Promise<void> {
	await writeFile(DOCS, replaceTable(await readFile(DOCS, "utf8"), supportTable(runs)));
}

/** @throws If the text has no place for the table. */
export function replaceTable(text: string, table: string): string {
	const start = text.indexOf(START);
	const end = text.indexOf(END);
	if (start === -1 || end < start) throw new Error(`There is no place for the table: ${START} … ${END}.`);
	return `${text.slice(0, start + START.length)}\n\n${table}\n\n${text.slice(end)}`;
}

const CELLS = { equal: "yes", differs: "differs", "not played": "no" } as const;

/** A row for each scenario, a column for each agent. */
export function supportTable(runs: readonly AgentRun[]): string {
	const heads = runs.map(({ agent, version }) => `${agent.name} (\`${agent.packageName}\` ${version})`);
	const rows = SCENARIOS.map(({ name, title }) => [title, ...runs.map((run) => cellOf(run, name))]);
	const lines = [["", ...heads], ["---", ...runs.map(() => "---")], ...rows];
	return lines.map((cells) => `| ${cells.join(" | ")} |`.replace("|  |", "| |")).join("\n");
}

/** A scenario that is not played with an agent is about something that this agent does not have. */
function cellOf({ outcomes }: AgentRun, name: string): string {
	const outcome = outcomes.find(({ scenario }) => scenario.name === name);
	return outcome ? CELLS[outcome.status] : "–";
}
