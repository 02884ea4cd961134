import type { StrikeResult, TopologyResult } from "./runTopology.ts";

/** One strike in a line, as it happens. */
export function describeResult({
	strike,
	acknowledged,
	answered,
	live,
	liveAfterOpen,
	bare,
	cut,
}: StrikeResult): string {
	const moved = liveAfterOpen === null ? "" : `, ${seconds(liveAfterOpen)} after their workspace was open`;
	return `${strike.name}: acknowledged after ${seconds(acknowledged)}, answered after ${seconds(answered)}, pages live after ${seconds(live)}${moved}; bare actors after ${seconds(bare)}; ${cut} turns interrupted`;
}

const HEAD = [
	"cluster",
	"what ended",
	"bare actor",
	"acknowledged",
	"answered",
	"pages live",
	"after it was open",
	"turns cut",
];

/** A table in Markdown: the times of all runs of each strike, in seconds, and below it what was broken. */
export function tableOf(results: readonly TopologyResult[]): string {
	const rows = results.flatMap(rowsOf);
	const sums = results.map(
		({ topology, prompts, broken, crashes }) =>
			`${topology.name}: ${prompts} prompts; ${describeCounts({ ...broken, crashes })}.`,
	);
	const lines = [HEAD, HEAD.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
	return [...lines, "", ...sums].join("\n");
}

function rowsOf({ topology, strikes }: TopologyResult): readonly (readonly string[])[] {
	const names = [...new Set(strikes.map(({ strike }) => strike.name))];
	return names.map((name) => {
		const runs = strikes.filter(({ strike }) => strike.name === name);
		const times = (pick: (run: StrikeResult) => number | null) =>
			runs.map((run) => pick(run)).map((time) => (time === null ? "–" : (time / 1_000).toFixed(1)));
		return [
			topology.name,
			name,
			times(({ bare }) => bare).join(", "),
			times(({ acknowledged }) => acknowledged).join(", "),
			times(({ answered }) => answered).join(", "),
			times(({ live }) => live).join(", "),
			times(({ liveAfterOpen }) => liveAfterOpen).join(", "),
			runs.map(({ cut, wronglyCut }) => (wronglyCut > 0 ? `${cut} (${wronglyCut} wrongly)` : cut)).join(", "),
		];
	});
}

function describeCounts(counts: Readonly<Record<string, number>>): string {
	return Object.entries(counts)
		.map(([name, count]) => `${count} ${name}`)
		.join(", ");
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
