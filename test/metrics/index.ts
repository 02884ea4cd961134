import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../../demo/server/engine/freePort.ts";
import { joinWorkspace } from "../harness/joinWorkspace.ts";
import { ProgramProcess } from "../harness/programProcess.ts";
import { endedPrompt } from "../harness/seenWorkspace.ts";
import { prepareTestEngine } from "../harness/testEngine.ts";
import { waitFor } from "../harness/waitFor.ts";
import { createWorkspaceClient } from "../harness/workspaceClient.ts";

// `npm run test:metrics`: a real server, a session, a real Prometheus, and each query of docs/grafana.json.

const DOCS = join(import.meta.dirname, "../../docs");
/** The demo agent counts no tokens. */
const WITHOUT_DATA = new Set(["Tokens"]);
const ADA = { userId: "ada", name: "Ada" };

if (spawnSync("prometheus", ["--version"]).error) {
	console.error("There is no `prometheus` on this machine. On Debian: apt-get install prometheus");
	process.exit(1);
}

interface Panel {
	readonly title: string;
	readonly targets: readonly { readonly expr: string }[];
}

async function playSession(endpoint: string): Promise<void> {
	const client = createWorkspaceClient(endpoint);
	const ada = await joinWorkspace(client, "metrics", ADA);
	const send = (text: string) => ada.workspace.prompt({ clientId: randomUUID(), text, attachments: [] });
	for (const text of ["tools", "plan", "error"]) {
		const { promptId } = await send(text);
		await ada.until((seen) => endedPrompt(seen, promptId) !== undefined, `the end of “${text}”`);
	}
	// These wait: one for a person, the other one for its turn.
	await send("permission");
	await send("plan");
	const broken = await joinWorkspace(client, "broken", ADA);
	await broken.until((seen) => seen.session?.state.status === "failed", "the sandbox to fail");
}

async function query(prometheus: string, expr: string): Promise<readonly unknown[]> {
	const url = new URL("/api/v1/query", prometheus);
	url.searchParams.set("query", expr.replaceAll("$__rate_interval", "10s").replaceAll("$job", ".*"));
	const answer = (await (await fetch(url)).json()) as { status: string; data?: { result: readonly unknown[] } };
	return answer.data?.result ?? [];
}

const engine = await prepareTestEngine();
const [metricsPort, prometheusPort] = [await freePort(), await freePort()];
const { RIVETKIT_STORAGE_PATH = "", RIVET_RUN_ENGINE_PORT = "" } = engine.environment;
const server = new ProgramProcess(join(import.meta.dirname, "runMeteredServer.ts"), {
	cwd: engine.folder,
	env: { RIVETKIT_STORAGE_PATH, RIVET_RUN_ENGINE_PORT, TEST_METRICS_PORT: String(metricsPort) },
});
await server.until("Ctrl-C ends this server.");

const config = {
	global: { scrape_interval: "1s", evaluation_interval: "1s" },
	rule_files: [join(DOCS, "alerts.yml")],
	scrape_configs: [{ job_name: "workspace-chat", static_configs: [{ targets: [`127.0.0.1:${metricsPort}`] }] }],
};
const configFile = join(engine.folder, "prometheus.yml");
// JSON is YAML.
await writeFile(configFile, JSON.stringify(config));
const prometheus = `http://127.0.0.1:${prometheusPort}`;
const program = spawn(
	"prometheus",
	[
		`--config.file=${configFile}`,
		`--storage.tsdb.path=${join(engine.folder, "prometheus")}`,
		`--web.listen-address=127.0.0.1:${prometheusPort}`,
	],
	{ stdio: "ignore" },
);
try {
	await waitFor(async () => (await fetch(`${prometheus}/-/ready`)).ok, "Prometheus");
	// Prometheus has to see each counter twice before it knows a rate.
	await waitFor(async () => (await query(prometheus, "up == 1")).length > 0, "the first scrape");
	await playSession(engine.endpoint);
	const { panels } = JSON.parse(readFileSync(join(DOCS, "grafana.json"), "utf8")) as { panels: readonly Panel[] };
	const missing = async () => {
		const empty: string[] = [];
		for (const { title, targets } of panels)
			for (const { expr } of targets) {
				if (WITHOUT_DATA.has(title)) continue;
				if ((await query(prometheus, expr)).length === 0) empty.push(`${title}: ${expr}`);
			}
		return empty;
	};
	await waitFor(async () => (await missing()).length === 0, "data in every panel", 30_000).catch(() => undefined);
	const empty = await missing();
	const rules = (await (await fetch(`${prometheus}/api/v1/rules`)).json()) as {
		data: { groups: readonly { rules: readonly { name: string; health: string; lastError?: string }[] }[] };
	};
	const alarms = rules.data.groups.flatMap((group) => group.rules);
	const broken = alarms.filter(({ health }) => health !== "ok");
	for (const { title, targets } of panels)
		for (const { expr } of targets) console.info(`${title}: ${JSON.stringify((await query(prometheus, expr))[0])}`);
	console.info(
		`${panels.length} panels, ${empty.length} queries without data; ${alarms.length} alarms, ${broken.length} in error`,
	);
	for (const line of empty) console.error(`No data for ${line}`);
	for (const { name, lastError } of broken) console.error(`${name}: ${lastError}`);
	process.exitCode = empty.length + broken.length > 0 || alarms.length === 0 ? 1 : 0;
} finally {
	const ended = once(program, "exit");
	program.kill();
	await ended;
	await server[Symbol.asyncDispose]();
	await engine.stop();
}
process.exit();
