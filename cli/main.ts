#!/usr/bin/env node
import { parseArgs } from "node:util";
import { AGENTS } from "../actors/catalog/agents.ts";
import { checkAuditLog, exportAuditLog, parseKnown } from "./audit.ts";
import { CliError, messageOf } from "./CliError.ts";
import { dev } from "./dev.ts";
import { doctor } from "./doctor.ts";
import { runEngine } from "./engine.ts";
import { init } from "./init.ts";
import { exportWorkspace, importWorkspace } from "./transfer.ts";

// The command `workspace-chat`.

/** The agents that `init` can set up. */
const INIT_AGENTS = ["demo", ...AGENTS.map(({ id }) => id)];

const USAGE = `workspace-chat <command>

  init [--agent <name>]              adds a server and a page to an app made with Vite or Next.js; keeps what is there
  dev [<file>]                       runs the server file, and again after each change
  engine [--config <file>]           runs a Rivet engine, for servers with RIVET_ENDPOINT
  doctor [<file>] [--agent <name>]   checks what the server needs on this machine, and says what to do
  export <workspace> [--output <file>]         writes a backup of a workspace, to standard output by default
  import <workspace> <file> [--keep-sandbox]   fills a new workspace with a backup

  audit <workspace> [--output <file>]          writes who did what in a workspace, and verifies it
  audit --check <file>                         verifies what was written before

  <file>           the file that calls serve(); default: server.mts, server.ts, server.mjs, server.js
                   or workspace.server.mts
  --agent <name>   for init: ${INIT_AGENTS.join(", ")}; default: demo
                   for doctor: the agent to check instead of the one in the file
  --config <file>  the configuration of the engine
  --keep-sandbox   the workspace was moved: it takes over the sandbox of the one that is gone
  --known <entry>  for audit: the last entry of an earlier export, as it was printed; it must be there unchanged
  --help           this text
`;

const OPTIONS = {
	agent: { type: "string" },
	config: { type: "string" },
	output: { type: "string" },
	check: { type: "string" },
	known: { type: "string" },
	"keep-sandbox": { type: "boolean" },
	help: { type: "boolean", short: "h" },
} as const;

async function run(args: readonly string[]): Promise<number> {
	const { values, positionals } = parse(args);
	const [command, file = null, ...others] = positionals;
	if (values.help || command === undefined) {
		console.info(USAGE);
		return values.help ? 0 : 1;
	}
	const say = (line: string) => console.info(line);
	if (command === "import") {
		const [backup, ...more] = others;
		if (file === null || backup === undefined || more.length > 0)
			throw usageError("import takes the id of a workspace, and the file of a backup.");
		const options = { folder: process.cwd(), environment: process.env, workspaceId: file, file: backup, say };
		await importWorkspace({ ...options, keepSandbox: values["keep-sandbox"] ?? false });
		return 0;
	}
	if (others.length > 0) throw usageError(`“${others[0]}” is one word too many.`);
	const folder = process.cwd();
	if (command === "init") {
		if (file !== null) throw usageError(`init takes no file, and got “${file}”.`);
		await init({ folder, agent: parseAgent(values.agent), say });
		return 0;
	}
	if (command === "export") {
		if (file === null) throw usageError("export takes the id of a workspace.");
		const output = values.output ?? null;
		await exportWorkspace({ folder, environment: process.env, workspaceId: file, output, say });
		return 0;
	}
	if (command === "audit") {
		const known = parseKnown(values.known);
		if (values.check !== undefined) {
			if (file !== null) throw usageError("audit --check takes a file, and no workspace.");
			await checkAuditLog({ folder, file: values.check, known, say });
			return 0;
		}
		if (file === null) throw usageError("audit takes the id of a workspace.");
		const output = values.output ?? null;
		await exportAuditLog({ folder, environment: process.env, workspaceId: file, output, known, say });
		return 0;
	}
	if (command === "dev") return await dev({ folder, file });
	if (command === "doctor")
		return await doctor({ folder, file, agent: values.agent ?? null, environment: process.env, say });
	if (command === "engine") {
		if (file !== null) throw usageError(`engine takes no file but --config, and got “${file}”.`);
		return await runEngine({ folder, config: values.config ?? null });
	}
	throw usageError(`There is no command “${command}”.`);
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
	} catch (error) {
		throw usageError(messageOf(error), { cause: error });
	}
}

function parseAgent(agent = "demo"): string {
	if (INIT_AGENTS.includes(agent)) return agent;
	throw usageError(`init does not know an agent “${agent}”. It knows: ${INIT_AGENTS.join(", ")}.`);
}

function usageError(message: string, options?: ErrorOptions): CliError {
	return new CliError("usage", message, "See: npx workspace-chat --help", options);
}

try {
	process.exitCode = await run(process.argv.slice(2));
} catch (error) {
	if (error instanceof CliError) console.error(`error ${error.code}: ${error.message}\n  ${error.hint}`);
	else console.error(error);
	process.exitCode = 1;
}
