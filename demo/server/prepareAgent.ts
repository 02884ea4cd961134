import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { AGENTS, type AgentFacts, type AgentId } from "./agents.ts";
import { DemoError } from "./DemoError.ts";

const INSTALL_LIMIT_MS = 300_000;

/**
 * Checks that a real agent can be started, installs it if needed, and warns about missing keys.
 *
 * @throws {DemoError} If it is not installed and could not be installed.
 */
export async function prepareAgent(id: AgentId, say: (line: string) => void): Promise<void> {
	const facts = AGENTS.find((agent) => agent.id === id);
	if (!facts) return;
	if (!isInstalled(facts)) {
		say(`${id} is not installed yet; installing it…`);
		await install(id);
	}
	if (!hasKey(facts)) {
		say(`No key for ${id} was found: set ${facts.keys.join(" or ")}, or log in with ${id}'s own command first.`);
		say("The demo starts anyway; without a key, turns fail with an error.");
	}
}

function isInstalled({ id, command }: AgentFacts): boolean {
	const dataHome = process.env.XDG_DATA_HOME ?? join(homedir(), ".local/share");
	const slot = join(dataHome, "sandbox-agent/bin/agent_processes", `${id}-acp`);
	const onPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, command));
	return [slot, ...onPath].some((path) => existsSync(path));
}

function hasKey({ keys, logins }: AgentFacts): boolean {
	return keys.some((key) => process.env[key]) || logins.some((path) => existsSync(join(homedir(), path)));
}

async function install(id: AgentId): Promise<void> {
	const cli = join(
		dirname(createRequire(import.meta.url).resolve("@sandbox-agent/cli/package.json")),
		"bin/sandbox-agent",
	);
	try {
		await promisify(execFile)(process.execPath, [cli, "install-agent", id], { timeout: INSTALL_LIMIT_MS });
	} catch (error) {
		throw new DemoError(
			`${id} is not installed, and sandbox-agent could not install it.`,
			`Install it manually (npx sandbox-agent install-agent ${id} shows why it fails), or omit --agent.`,
			{ cause: error },
		);
	}
}
