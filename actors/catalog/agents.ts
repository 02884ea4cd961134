import { isAbsolute } from "node:path";

/** An agent that sandbox-agent can run, and what it needs. */
export interface AgentFacts {
	/** Its id in the `agent` option. */
	readonly id: AgentId;
	/** The name of its program that speaks ACP. */
	readonly command: string;
	/** The environment variables that may contain its key. */
	readonly keys: readonly string[];
	/** The files that a login creates, relative to the home folder. */
	readonly logins: readonly string[];
}

const AGENT_IDS = ["claude", "codex", "opencode", "amp", "pi", "cursor"] as const;

export type AgentId = (typeof AGENT_IDS)[number];

/** The agents that sandbox-agent installs. */
export const AGENTS: readonly AgentFacts[] = [
	{
		id: "claude",
		command: "claude-agent-acp",
		keys: ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN"],
		logins: [".claude/.credentials.json", ".claude.json"],
	},
	{ id: "codex", command: "codex-acp", keys: ["OPENAI_API_KEY", "CODEX_API_KEY"], logins: [".codex/auth.json"] },
	{
		id: "opencode",
		command: "opencode",
		keys: ["ANTHROPIC_API_KEY", "OPENAI_API_KEY"],
		logins: [".local/share/opencode/auth.json"],
	},
	{ id: "amp", command: "amp-acp", keys: ["AMP_API_KEY"], logins: [".config/amp", ".local/share/amp"] },
	{ id: "pi", command: "pi-acp", keys: ["ANTHROPIC_API_KEY", "OPENAI_API_KEY"], logins: [".pi"] },
	{ id: "cursor", command: "cursor-agent-acp", keys: ["CURSOR_API_KEY"], logins: [".cursor"] },
];

export function findAgent(id: string): AgentFacts | undefined {
	return AGENTS.find((agent) => agent.id === id);
}

export function isAgentId(value: string): value is AgentId {
	return AGENT_IDS.some((id) => id === value);
}

/**
 * The command that installs an agent for the sandbox-agent servers of a machine.
 *
 * @param agentsDirectory - Where those servers look for agents, seen from the folder in which the command is run. Default:
 *   where sandbox-agent does by itself.
 */
export function installCommand(id: string, agentsDirectory?: string): string {
	const command = `npx sandbox-agent install-agent ${id}`;
	if (agentsDirectory === undefined) return command;
	const path = isAbsolute(agentsDirectory) ? agentsDirectory : `$PWD/${agentsDirectory}`;
	return `XDG_DATA_HOME="${path}" ${command}`;
}
