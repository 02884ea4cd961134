import { formatCell, formatTable } from "./formatTable.ts";
import { type Bench, type BenchRun, type Goal, isKept } from "./results.ts";

/** The runs of one bench, the newest last. */
export interface BenchHistory {
	readonly name: string;
	readonly bench: Pick<Bench, "title" | "description">;
	readonly runs: readonly BenchRun[];
	/** Markdown: why a goal is missed, as a profile says. */
	readonly explanation?: string | undefined;
}

const INTRODUCTION = `# Benchmarks

Every number is measured by \`npm run bench\` on real parts: a Rivet engine, a sandbox-agent server, an agent, SQLite and
Chromium. What it is compared with is measured in the same run, because only ratios carry over to another machine. This
page is written by \`npm run bench -- --write\`; the cases that we lose are in it, too.

- **floor**: the least that any system on these parts could cost, such as a bare actor that broadcasts the same bytes,
  gathered alike.
- **guide**: the actor and the client of sandbox-agent's
  [Multiplayer guide](https://rivet.dev/sandbox-agent/docs/multiplayer/).
- **ours / …**: below 1, ours is better.
- –: could not be measured.
`;

const HOW_TO_RUN = `## Run it

\`\`\`sh
npm run bench                     # everything; about half an hour
npm run bench -- markdown list    # the benches whose names begin with one of the words
npm run bench -- join --write     # adds the results to this page
\`\`\`

The machine should do nothing else. The peers are installed from npm, in pinned versions, into a folder of their own in
the user's cache. The command fails if something is broken: a bench cannot run, or a chunk was lost. A missed goal is
printed and does not fail it, since a busy machine misses goals. This page shows up to three runs of each goal, the newest last.
`;

/** The text of \`docs/benchmarks.md\`. */
export function writePage(histories: readonly BenchHistory[]): string {
	const measured = histories.filter(({ runs }) => runs.length > 0);
	const sections = measured.map(writeSection);
	return [INTRODUCTION, writeGoals(measured), ...sections, HOW_TO_RUN].join("\n");
}

function writeGoals(histories: readonly BenchHistory[]): string {
	const rows = histories.flatMap(({ runs }) =>
		(runs.at(-1)?.goals ?? []).map((goal) => {
			const earlier = runs.flatMap(({ goals }) => goals.filter(({ name }) => name === goal.name));
			return [goal.name, `≤ ${formatCell(goal.limit)}`, earlier.map(formatGoal).join(", ")];
		}),
	);
	return `## Goals\n\n${formatTable({ title: "The last runs, the newest last", columns: ["goal", "limit", "measured"], rows })}\n`;
}

const formatGoal = (goal: Goal): string => `${formatCell(goal.measured)} ${isKept(goal) ? "✓" : "✗"}`;

function writeSection({ name, bench, runs, explanation }: BenchHistory): string {
	const run = runs.at(-1);
	if (!run) return "";
	const { date, commit, machine, versions, tables, broken } = run;
	const circumstances = [`${date.slice(0, 10)}, commit ${commit}`, machine, ...versions].join(" · ");
	return [
		`## ${bench.title}`,
		"",
		`${bench.description} \`npm run bench -- ${name}\``,
		"",
		...tables.flatMap((table) => [formatTable(table), ""]),
		...broken.map((what) => `**Broken:** ${what}\n`),
		...(explanation ? [`${explanation}\n`] : []),
		`<sub>${circumstances}</sub>`,
		"",
	].join("\n");
}
