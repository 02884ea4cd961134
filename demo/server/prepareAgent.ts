import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { hasAgentKey, isAgentInstalled } from "../../actors/catalog/agentStatus.ts";
import { installCommand } from "../../actors/catalog/agents.ts";
import { AGENTS, type AgentId } from "./agents.ts";
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
	if (!isAgentInstalled(facts, process.env)) {
		say(`${id} is not installed yet; installing it…`);
		await install(id);
	}
	if (!hasAgentKey(facts, process.env)) {
		say(`No key for ${id} was found: set ${facts.keys.join(" or ")}, or log in with ${id}'s own command first.`);
		say("The demo starts anyway; without a key, turns fail with an error.");
	}
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
			`Install it manually (${installCommand(id)} shows why it fails), or omit --agent.`,
			{ cause: error },
		);
	}
}
