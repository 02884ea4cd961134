import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as v from "valibot";
import { hasAgentKey, isAgentInstalled } from "../actors/catalog/agentStatus.ts";
import { AGENTS, findAgent, installCommand } from "../actors/catalog/agents.ts";
import { findBinary } from "../actors/sandbox/LocalServer.ts";
import { allowedEnvironment } from "../actors/sandbox/localEnvironment.ts";
import { findOwnTokenProblem, findTokenProblem, TOKEN_HINT } from "../actors/server/engineToken.ts";
import { isEngine, type LocalEngine, readEnginePid } from "../actors/server/localEngine.ts";
import { findLocalEngineProblem } from "../actors/server/localEngineProblem.ts";
import { findEndpoint, findEndpointProblem, findProductionProblem } from "../actors/server/productionProblem.ts";
import { CliError } from "./CliError.ts";
import { findEngineProgram, findLocalEngine } from "./engine.ts";
import { findPackage, installedVersion, isAtLeast } from "./packageVersions.ts";
import { RIVETKIT_VERSION } from "./rivetkitVersion.ts";
import { findServerFile, readServerFile, type ServerFile } from "./serverFile.ts";

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
	readonly server: ServerFile | null;
	readonly isProduction: boolean;
	readonly engine: UsedEngine;
}

/** The engine of the server: one that it is told to use, or one that it starts on this machine. */
type UsedEngine = { readonly kind: "given"; readonly endpoint: string } | ({ readonly kind: "started" } & LocalEngine);

type Check = (patient: Patient) => Finding | null | Promise<Finding | null>;

const ok = (what: string): Finding => ({ status: "ok", what });
const warning = (what: string, hint: string): Finding => ({ status: "warning", what, hint });
const failed = (what: string, hint: string): Finding => ({ status: "failed", what, hint });

const MARKS: Readonly<Record<Status, string>> = { ok: "✓", warning: "!", failed: "✗" };

/**
 * Checks what a server needs on this machine, and says for each what to do.
 *
 * @returns The exit code: 1 when something is wrong.
 * @throws {CliError} When the server file that was named does not exist, or the port of the engine is none.
 */
export async function doctor(options: DoctorOptions): Promise<number> {
	const patient = examine(options);
	const findings: Finding[] = [];
	for (const check of CHECKS) {
		const finding = await check(patient);
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
		engine: findUsedEngine(environment),
	};
}

function findUsedEngine(environment: Patient["environment"]): UsedEngine {
	const endpoint = findEndpoint(environment);
	return endpoint === null ? { kind: "started", ...findLocalEngine(environment) } : { kind: "given", endpoint };
}

function readServer(path: string): ServerFile {
	const server = readServerFile(path);
	if (server === null)
		throw new CliError("file_unreadable", `${path} cannot be read.`, "Name the file that calls serve().");
	return server;
}

const CHECKS: readonly Check[] = [
	checkNode,
	checkPackage,
	checkRivetkit,
	checkReact,
	checkTelemetry,
	checkServerFile,
	checkProduction,
	checkEngineToken,
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

function checkPackage({ folder }: Patient): Finding {
	const version = installedVersion("workspace-chat", folder);
	return version === null
		? failed(
				"workspace-chat is not installed here",
				`npm install --save-exact workspace-chat rivetkit@${RIVETKIT_VERSION}`,
			)
		: ok(`workspace-chat ${version}`);
}

function checkRivetkit({ folder }: Patient): Finding {
	const command = `npm install --save-exact rivetkit@${RIVETKIT_VERSION}`;
	const version = installedVersion("rivetkit", folder);
	if (version === null) return failed("rivetkit is not installed", command);
	return version === RIVETKIT_VERSION
		? ok(`rivetkit ${version}`)
		: failed(`rivetkit is ${version}, and this version of workspace-chat needs ${RIVETKIT_VERSION}`, command);
}

const TELEMETRY = "@opentelemetry/api";

/** Each copy has providers of its own, and takes those of an older copy for incompatible. */
function checkTelemetry({ folder }: Patient): Finding | null {
	const own = findPackage("workspace-chat", folder);
	const ours = own && findPackage(TELEMETRY, own);
	const theirs = findPackage(TELEMETRY, folder);
	if (ours === null || theirs === null || ours === theirs) return null;
	const version = installedVersion(TELEMETRY, folder);
	const other = installedVersion(TELEMETRY, own ?? folder);
	return warning(
		`There are two copies of ${TELEMETRY}: ${version} for the app and ${other} for workspace-chat, which may then record no metrics and no traces`,
		`npm dedupe    or, if both remain: npm install ${TELEMETRY}@${other}`,
	);
}

function checkReact({ folder }: Patient): Finding {
	const version = installedVersion("react", folder);
	if (version === null) return warning("react is not installed here", "The page needs it: npm install react react-dom");
	return /^1[89]\./.test(version)
		? ok(`react ${version}`)
		: failed(`react ${version}`, "npm install react@19 react-dom@19");
}

function checkServerFile({ server, folder }: Patient): Finding | null {
	if (!server) return warning(`There is no server.mts in ${folder}`, "npx workspace-chat init");
	if (server.workspace) return null;
	return warning(
		`createWorkspace is not in ${server.name} or a file that it imports, so its agent and \`authenticate\` were not checked`,
		"Name the file that calls it: npx workspace-chat doctor <file>",
	);
}

function checkProduction({ environment }: Patient): Finding | null {
	if (environment.NODE_ENV !== "production") return null;
	const problem = findProductionProblem(environment);
	return problem ? failed(problem.message, problem.hint) : ok("The environment of a server in production");
}

function checkEngineToken({ environment, isProduction, engine }: Patient): Finding | null {
	if (!isProduction || engine.kind === "given" || environment.RIVET_RUN_ENGINE !== "1") return null;
	if (!environment.RIVET__AUTH__ADMIN_TOKEN) {
		const what = "The engine has no token: whoever reaches its port can list, create and delete workspaces.";
		return warning(what, TOKEN_HINT);
	}
	// A wrong one is a problem with the engine: `checkEngine` reports it.
	return findOwnTokenProblem(environment) ? null : ok("The engine has a token");
}

function checkAuthentication({ server, isProduction }: Patient): Finding | null {
	if (!server?.workspace) return null;
	const { authentication } = server.workspace;
	if (authentication === "given") return ok("The server says who may do what");
	const hint = "createWorkspace({ authenticate: async ({ params }) => … }), see docs/auth.md";
	if (authentication === "unknown") {
		return warning("The options of createWorkspace come from elsewhere, so `authenticate` was not checked", hint);
	}
	const what = "The server has no `authenticate`: everybody who reaches it is an owner";
	return isProduction ? failed(what, hint) : warning(what, `Fine on this machine. For others: ${hint}`);
}

async function checkEngineProgram({ folder, engine }: Patient): Promise<Finding | null> {
	if (engine.kind === "given" || installedVersion("rivetkit", folder) === null) return null;
	try {
		return ok(`The Rivet engine is at ${await findEngineProgram(folder)}`);
	} catch (error) {
		if (error instanceof CliError) return failed(error.message, error.hint);
		throw error;
	}
}

async function checkEngine({ engine, environment }: Patient): Promise<Finding> {
	const problem = findEndpointProblem(environment);
	if (problem) return failed(problem.message, problem.hint);
	if (engine.kind === "given") {
		const { origin } = URL.parse(engine.endpoint) ?? { origin: engine.endpoint };
		if (!(await isEngine(origin))) {
			return failed(`No Rivet engine answers at ${origin}`, "Start it, or check RIVET_ENDPOINT.");
		}
		const refusal = await findTokenProblem(engine.endpoint, { environment });
		return refusal ? failed(refusal.message, refusal.hint) : ok(`An engine answers at ${origin}`);
	}
	const localProblem = await findLocalEngineProblem(engine, { environment });
	if (localProblem) return failed(localProblem.message, localProblem.hint);
	if (await isEngine(engine.endpoint)) return checkEngineVersion(engine);
	return ok(`The ports ${engine.port}, ${engine.port + 1} and ${engine.port + 10} are free`);
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

async function checkEngineSettings({ environment, engine }: Patient): Promise<Finding | null> {
	if (engine.kind === "given") return null;
	const own = environment[CPU_SETTING];
	if (own !== undefined && Number(own) < ENOUGH_CPU) {
		return warning(
			`${CPU_SETTING}=${own} lets an engine on a busy machine leave work to others`,
			"Unset it: workspace-chat sets it to 1000000.",
		);
	}
	const pid = await readEnginePid(engine);
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

/** Where no code says whether agents run on this machine, they do if somebody asks for one of them. */
function runsAgentsHere({ server, agent }: Patient): boolean {
	return server?.workspace ? server.workspace.local !== null : agent !== null;
}

function checkSandboxAgent(patient: Patient): Finding | null {
	if (!runsAgentsHere(patient)) return null;
	try {
		const path = findBinary(allowedEnvironment(patient.environment));
		return ok(execFileSync(path, ["--version"], { encoding: "utf8" }).trim());
	} catch {
		return failed("sandbox-agent is not installed, so local() cannot run agents", "npm install @sandbox-agent/cli");
	}
}

function checkAgent(patient: Patient): Finding | null {
	const { server, environment } = patient;
	if (!runsAgentsHere(patient)) return null;
	const agent = agentOf(patient);
	if (agent === null) {
		return warning(
			"The code does not name the agent, so it was not checked",
			"Name it: npx workspace-chat doctor --agent claude    (or another one)",
		);
	}
	if (agent === "mock") {
		return failed("“mock” of sandbox-agent only repeats what it is sent", 'Use the demo agent: agent: "demo"');
	}
	const facts = findAgent(agent);
	if (!facts) return ok(`The agent “${agent}” is a program of yours, or the demo agent`);
	if (server?.workspace?.local?.hasAgentsDirectory) {
		return warning(
			`The agent “${agent}” was looked for in the default folder only, and local() may use another one`,
			`XDG_DATA_HOME=<agentsDirectory> ${installCommand(agent)}`,
		);
	}
	if (isAgentInstalled(facts, environment)) return ok(`The agent “${agent}” is installed`);
	const others = AGENTS.filter((other) => isAgentInstalled(other, environment)).map(({ id }) => id);
	const also = others.length === 0 ? "" : `    (installed: ${others.join(", ")})`;
	return failed(`The agent “${agent}” is not installed on this machine`, `${installCommand(agent)}${also}`);
}

function checkKey(patient: Patient): Finding | null {
	const { server, environment } = patient;
	const facts = findAgent(agentOf(patient) ?? "");
	if (!facts || !runsAgentsHere(patient)) return null;
	if (hasAgentKey(facts, environment)) return ok(`“${facts.id}” has a key or a login`);
	const { keys = [], hasEnvironment = false } = server?.workspace?.local ?? {};
	const named = facts.keys.find((key) => keys.includes(key));
	if (named !== undefined) {
		return warning(
			`${named} is not in the environment, but in the code of the server: its value was not checked`,
			`If “${facts.id}” has no key, check what the code sets it to.`,
		);
	}
	const [key] = facts.keys;
	const hint = `export ${key}=…    (or ${facts.keys.slice(1).join(", ") || `local({ env: { ${key} } })`})`;
	return hasEnvironment
		? warning(`There is no key for “${facts.id}” in the environment; the \`env\` of local() was not checked`, hint)
		: failed(`There is no key for “${facts.id}” in the environment, and nobody has logged it in on this machine`, hint);
}

/** Null when it is not known. */
function agentOf({ agent, server }: Patient): string | null {
	return agent ?? server?.workspace?.agent ?? null;
}
