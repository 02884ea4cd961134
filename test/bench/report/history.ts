import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { PEER_VERSIONS } from "../peers/installPeers.ts";
import type { Bench, BenchRun } from "./results.ts";
import { writePage } from "./writePage.ts";

const ROOT = join(import.meta.dirname, "../../..");
const PAGE = join(ROOT, "docs/benchmarks.md");
/** The last runs of each bench, in the repository, so that the page can be written from a part of the benches. */
const RESULTS = join(import.meta.dirname, "../results");
/** As many as a goal should hold in a row. */
const KEPT_RUNS = 3;

const MEASURED_PACKAGES = ["rivetkit", "sandbox-agent", "react"];

const fileOf = (bench: string): string => join(RESULTS, `${bench}.json`);

async function readRuns(bench: string): Promise<readonly BenchRun[]> {
	const text = await readFile(fileOf(bench), "utf8").catch(() => "[]");
	return JSON.parse(text);
}

/** `<bench>.md` beside its results, written by whoever has looked into them: why a goal is missed. */
async function readExplanation(bench: string): Promise<string | undefined> {
	const text = await readFile(join(RESULTS, `${bench}.md`), "utf8").catch(() => undefined);
	return text?.trim();
}

/** Keeps a run among the last ones of its bench. */
export async function storeRun(run: BenchRun): Promise<void> {
	const runs = [...(await readRuns(run.bench)), run].slice(-KEPT_RUNS);
	await mkdir(RESULTS, { recursive: true });
	// A bench that could not measure something has found NaN, which JSON writes as null.
	await writeFile(fileOf(run.bench), `${JSON.stringify(runs, null, "\t")}\n`);
}

/** Writes `docs/benchmarks.md` from all runs that are kept. */
export async function writeStoredRuns(benches: Readonly<Record<string, Bench>>): Promise<void> {
	const histories = Object.entries(benches).map(async ([name, bench]) => ({
		...{ name, bench },
		runs: await readRuns(name),
		explanation: await readExplanation(name),
	}));
	await writeFile(PAGE, writePage(await Promise.all(histories)));
}

/** What a number depends on, apart from the code. */
export async function describeMachine(): Promise<Pick<BenchRun, "date" | "commit" | "machine" | "versions">> {
	const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: ROOT, encoding: "utf8" }).trim();
	const processors = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	const model = (processors[0]?.model ?? "").trim();
	return {
		date: new Date().toISOString(),
		commit,
		machine: `${processors.length} cores (${model}), ${memory} GB, ${process.platform}, Node ${process.versions.node}`,
		versions: [...MEASURED_PACKAGES.map(versionOf), ...Object.entries(PEER_VERSIONS).map((peer) => peer.join(" "))],
	};
}

function versionOf(name: string): string {
	const { version } = JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8"));
	return `${name} ${version}`;
}
