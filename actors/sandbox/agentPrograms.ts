import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A program that speaks ACP over its standard input and output. */
export interface AgentProgram {
	/** The path of the program. */
	readonly command: string;
	/** Its arguments. Default: none. */
	readonly args?: readonly string[] | undefined;
}

/** The agents that sandbox-agent installs and runs by itself. */
const BUILT_IN = ["claude", "codex", "opencode", "amp", "pi", "cursor", "mock"];

/** sandbox-agent runs no agents but its own. This one answers nothing, so that another program can take its place. */
const FREE_SLOT = "mock";

/**
 * The ids under which a sandbox-agent server runs programs of the host, by the ids that the workspace uses.
 *
 * @throws {TypeError} When there is no place for them.
 */
export function agentSlotsOf(programs: Readonly<Record<string, AgentProgram>>): Readonly<Record<string, string>> {
	const names = Object.keys(programs);
	const builtIn = names.find((name) => BUILT_IN.includes(name));
	if (builtIn !== undefined) {
		throw new TypeError(`local() cannot replace sandbox-agent’s own agent “${builtIn}”. Give yours another name.`);
	}
	if (names.length > 1) {
		throw new TypeError(`local() has room for one agent in \`agents\`, and got ${names.length}: ${names.join(", ")}.`);
	}
	return Object.fromEntries(names.map((name) => [name, FREE_SLOT]));
}

/**
 * Installs a program as an agent of sandbox-agent servers that have `dataHome` as their `XDG_DATA_HOME`.
 *
 * @param slot - The id under which the server runs it.
 * @returns The path of the file that was written.
 */
export async function installAgentProgram(dataHome: string, slot: string, program: AgentProgram): Promise<string> {
	const path = join(dataHome, "sandbox-agent/bin/agent_processes", `${slot}-acp`);
	const words = [program.command, ...(program.args ?? [])].map(quoteForShell);
	const script = `#!/bin/sh\nexec ${words.join(" ")}\n`;
	if ((await readFile(path, "utf8").catch(() => null)) === script) return path;
	await mkdir(dirname(path), { recursive: true });
	// A server of another workspace may start the agent at this moment.
	const temporary = `${path}.${process.pid}`;
	await writeFile(temporary, script);
	await chmod(temporary, 0o755);
	await rename(temporary, path);
	return path;
}

/** Quotes a word for `sh`. */
export function quoteForShell(word: string): string {
	return `'${word.replaceAll("'", `'\\''`)}'`;
}
