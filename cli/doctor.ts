import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as v from "valibot";
import { hasAgentKey, isAgentInstalled } from "../actors/catalog/agentStatus.ts";
import { AGENTS, findAgent, installCommand } from "../actors/catalog/agents.ts";
import { findBinary } from "../actors/sandbox/LocalServer.ts";
import { allowedEnvironment } from "../actors/sandbox/localEnvironment.ts";
import {
	findTakenPorts,
	isEngine,
	type LocalEngine,
	locateEngine,
	readEnginePid,
} from "../actors/server/localEngine.ts";
import { findEndpoint, findProductionProblem } from "../actors/server/productionProblem.ts";
import { CliError } from "./CliError.ts";
import { findEngineProgram } from "./engine.ts";
import { installedVersion, isAtLeast } from "./packageVersions.ts";
import { RIVETKIT_VERSION } from "./rivetkitVersion.ts";
import { findServerFile, readServerFile, type ServerFacts } from "./serverFile.ts";

export interface DoctorOptions {
	readonly folder: string;
	/** Null for the one that the server file names. */
	readonly agent: string | null;
	/** Null to look for it. */
	readonly file: string | null;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly say: (line: string) => void;
}

/** `warning`: it works, but maybe not as expected. */
type Status = "ok" | "warning" | "failed";

interface Finding {
	readonly status: Status;
	readonly what: string;
	/** What to do; for all but `ok`. */
	readonly hint?: string;
}

interface Patient extends DoctorOptions {
	readonly server: ServerFacts | null;
	readonly isProduction: boolean;
	/** The engine that the server is told to use; null for one that it starts. */
	readonly endpoint: string | null;
}

type Check = (patient: Patient) => Finding | null | Promise<Finding | null>;

const ok = (what: string): Finding => ({ status: "ok", what });
const warning = (what: string, hint: string): Finding => ({ status: "warning", what, hint });
const failed = (what: string, hint: string): Finding => ({ status: "failed", what, hint });

const MARKS: Readonly<Record<Status, string>> = { ok: "✓", warning: "!", failed: "✗" };

/**
 * Checks what a server needs on this machine, and says for each what to do.
 *
 * @returns The exit code: 1 when something is wrong.
 * @throws {CliError} When the server file that was named does not exist.
 */
export async function doctor(options: DoctorOptions): Promise<number> {
	const findings: Finding[] = [];
	for (const check of CHECKS) {
		const finding = await check(examine(options));
		if (!finding) continue;
		findings.push(finding);
		options.say(`${MARKS[finding.status]} ${finding.what}`);
		if (finding.hint !== undefined) options.say(`    ${finding.hint.replaceAll("\n", "\n    ")}`);
	}
	const wrong = findings.filter(({ status }) => status === "failed").length;
	options.say(wrong === 0 ? "\nNothing is wrong." : `\n${wrong} of ${findings.length} checks failed.`);
	return wrong === 0 ? 0 : 1;
}

function examine(options: DoctorOptions): Patient {
	const { folder, file, environment } = options;
	const path = file === null ? findServerFile(folder) : resolve(folder, file);
	return {
		...options,
		server: path === null ? null : readServer(path),
		isProduction: environment.NODE_ENV === "production",
		endpoint: findEndpoint(environment),
	};
}

function readServer(path: string): ServerFacts {
	try {
		return readServerFile(path);
	} catch (error) {
		throw new CliError(`${path} cannot be read.`, "Name the file that calls serve().", { cause: error });
	}
}

const CHECKS: readonly Check[] = [
	checkNode,
	checkRivetkit,
	checkReact,
	checkServerFile,
	checkProduction,
	checkAuthentication,
	checkEngineProgram,
	checkEngine,
	checkEngineSettings,
	checkSandboxAgent,
	checkAgent,
	checkKey,
];

function checkNode(): Finding {
	const { version } = process;
	if (!isAtLeast(version, "22.0.0"))
		return failed(`Node ${version}`, "Install Node 22.18 or newer: https://nodejs.org");
	if (isAtLeast(version, "22.18.0")) return ok(`Node ${version}`);
	return warning(`Node ${version} does not run TypeScript`, "Install Node 22.18 or newer, or write server.mjs.");
}

function checkRivetkit({ folder }: Patient): Finding {
	const command = `npm install --save-exact rivetkit@${RIVETKIT_VERSION}`;
	const version = installedVersion("rivetkit", folder);
	if (version === null) return failed("rivetkit is not installed", command);
	return version === RIVETKIT_VERSION
		? ok(`rivetkit ${version}`)
		: failed(`rivetkit is ${version}, and this version of workspace-chat needs ${RIVETKIT_VERSION}`, command);
}

function checkReact({ folder }: Patient): Finding {
	const version = installedVersion("react", folder);
	if (version === null) return warning("react is not installed here", "The page needs it: npm install react react-dom");
	return /^1[89]\./.test(version)
		? ok(`react ${version}`)
		: failed(`react ${version}`, "npm install react@19 react-dom@19");
}

function checkServerFile({ server, folder }: Patient): Finding | null {
	if (server) return null;
	return warning(`There is no server.mts in ${folder}`, "npx workspace-chat init");
}

function checkProduction({ environment }: Patient): Finding | null {
	if (environment.NODE_ENV !== "production") return null;
	const problem = findProductionProblem(environment);
	return problem ? failed(problem.message, problem.hint) : ok("The environment of a server in production");
}

function checkAuthentication({ server, isProduction }: Patient): Finding | null {
	if (!server) return null;
	if (server.hasAuthentication) return ok("The server says who may do what");
	const what = "The server has no `authenticate`: everybody who reaches it is an owner";
	const hint = "createWorkspace({ authenticate: async ({ params }) => … }), see the README of workspace-chat";
	return isProduction ? failed(what, hint) : warning(what, `Fine on this machine. For others: ${hint}`);
}

async function checkEngineProgram({ folder, endpoint }: Patient): Promise<Finding | null> {
	if (endpoint !== null || installedVersion("rivetkit", folder) === null) return null;
	try {
		return ok(`The Rivet engine is at ${await findEngineProgram(folder)}`);
	} catch (error) {
		if (error instanceof CliError) return failed(error.message, error.hint);
		throw error;
	}
}

async function checkEngine({ environment, endpoint }: Patient): Promise<Finding> {
	if (endpoint !== null) {
		const { origin } = URL.parse(endpoint) ?? { origin: endpoint };
		if (await isEngine(origin)) return ok(`An engine answers at ${origin}`);
		return failed(`No Rivet engine answers at ${origin}`, "Start it, or check RIVET_ENDPOINT.");
	}
	const engine = locateEngine(environment);
	if (await isEngine(engine.endpoint)) return checkEngineVersion(engine);
	const taken = await findTakenPorts(engine);
	if (taken.length === 0) return ok(`The ports ${engine.port}, ${engine.port + 1} and ${engine.port + 10} are free`);
	return failed(
		`Something that is no Rivet engine uses the port ${taken.join(" and ")}`,
		`RIVET_RUN_ENGINE_PORT=${engine.port + 100} npx workspace-chat dev    (and endpoint="http://127.0.0.1:${engine.port + 100}" in the page)`,
	);
}

const metadataSchema = v.object({ version: v.string() });

async function checkEngineVersion({ endpoint }: LocalEngine): Promise<Finding> {
	const response = await fetch(new URL("/metadata", endpoint));
	const { version } = v.parse(metadataSchema, await response.json());
	if (version === RIVETKIT_VERSION) return ok(`The engine ${version} answers at ${endpoint}`);
	return warning(
		`The engine at ${endpoint} is ${version}, and rivetkit ${RIVETKIT_VERSION}`,
		"It may be of another project. End it, and the next start brings the right one.",
	);
}

const CPU_SETTING = "RIVET__RUNTIME__WORKER_CPU_MAX";
/** Thousandths of a core: more cores than a machine has. */
const ENOUGH_CPU = 1_000_000;

async function checkEngineSettings({ environment, endpoint }: Patient): Promise<Finding | null> {
	if (endpoint !== null) return null;
	const own = environment[CPU_SETTING];
	if (own !== undefined && Number(own) < ENOUGH_CPU) {
		return warning(
			`${CPU_SETTING}=${own} lets an engine on a busy machine leave work to others`,
			"Unset it: workspace-chat sets it to 1000000.",
		);
	}
	const pid = await readEnginePid(locateEngine(environment));
	const running = pid === null ? null : readEnvironment(pid);
	if (running === null || running.includes(`${CPU_SETTING}=`)) {
		return ok("An engine that the server starts does its work on a busy machine, too");
	}
	return warning(
		`The engine that runs (process ${pid}) was started without ${CPU_SETTING}, so workspaces may not open on a busy machine`,
		`kill ${pid}    (the next start brings another, with the same data)`,
	);
}

/** The environment of a process; null where the system does not tell it (all but Linux). */
function readEnvironment(pid: number): string | null {
	try {
		return readFileSync(`/proc/${pid}/environ`, "utf8");
	} catch {
		return null;
	}
}

function checkSandboxAgent({ server, environment }: Patient): Finding | null {
	if (server && !server.isLocal) return null;
	try {
		const path = findBinary(allowedEnvironment(environment));
		return ok(execFileSync(path, ["--version"], { encoding: "utf8" }).trim());
	} catch {
		return failed("sandbox-agent is not installed, so local() cannot run agents", "npm install @sandbox-agent/cli");
	}
}

function checkAgent(patient: Patient): Finding | null {
	const { server, environment } = patient;
	const agent = agentOf(patient);
	if (server && !server.isLocal) return null;
	if (agent === "mock") {
		return failed("“mock” of sandbox-agent only repeats what it is sent", 'Use the demo agent: agent: "demo"');
	}
	const facts = findAgent(agent);
	if (!facts) return ok(`The agent “${agent}” is a program of yours, or the demo agent`);
	if (isAgentInstalled(facts, environment)) return ok(`The agent “${agent}” is installed`);
	const others = AGENTS.filter((other) => isAgentInstalled(other, environment)).map(({ id }) => id);
	const also = others.length === 0 ? "" : `    (installed: ${others.join(", ")})`;
	return failed(`The agent “${agent}” is not installed on this machine`, `${installCommand(agent)}${also}`);
}

function checkKey(patient: Patient): Finding | null {
	const { server, environment } = patient;
	const facts = findAgent(agentOf(patient));
	if (!facts || (server && !server.isLocal)) return null;
	if (hasAgentKey(facts, environment)) return ok(`“${facts.id}” has a key or a login`);
	const [key] = facts.keys;
	return failed(
		`There is no key for “${facts.id}” in the environment, and nobody has logged it in on this machine`,
		`export ${key}=…    (or ${facts.keys.slice(1).join(", ") || `local({ env: { ${key} } })`})`,
	);
}

/** `claude` is the default of `createWorkspace`. */
function agentOf({ agent, server, environment }: Patient): string {
	return agent ?? server?.agent ?? environment.WORKSPACE_CHAT_AGENT ?? "claude";
}
