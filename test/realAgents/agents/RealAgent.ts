import type { AgentId } from "../../../demo/server/agents.ts";

/** An adapter of a real agent, as it is published. */
export interface RealAgent {
	readonly id: Extract<AgentId, "claude" | "codex">;
	/** Shown in tables. */
	readonly name: string;
	/** Its package on npm. */
	readonly packageName: string;
	/** The environment that makes it use the scripted model, and ask before it changes files. */
	environment(modelPort: number, home: string): Readonly<Record<string, string>>;
	/** The files that it needs in its home folder, by path. */
	files(modelPort: number): Readonly<Record<string, string>>;
}

export const REAL_AGENTS: readonly RealAgent[] = [
	{
		id: "claude",
		name: "Claude",
		packageName: "@agentclientprotocol/claude-agent-acp",
		environment: (modelPort, home) => ({
			HOME: home,
			ANTHROPIC_BASE_URL: `http://127.0.0.1:${modelPort}`,
			ANTHROPIC_API_KEY: "scripted",
			CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
			CLAUDE_CODE_MAX_RETRIES: "0",
			DISABLE_TELEMETRY: "1",
			DISABLE_AUTOUPDATER: "1",
			// Lets it change its mode although the tests may run as root.
			IS_SANDBOX: "1",
		}),
		files: () => ({ ".claude/settings.json": JSON.stringify({ permissions: { defaultMode: "default" } }) }),
	},
	{
		id: "codex",
		name: "Codex",
		packageName: "@agentclientprotocol/codex-acp",
		environment: (_modelPort, home) => ({
			HOME: home,
			CODEX_HOME: home,
			INITIAL_AGENT_MODE: "read-only",
			SCRIPTED_MODEL_KEY: "scripted",
		}),
		files: (modelPort) => ({ "config.toml": codexConfig(modelPort) }),
	},
];

function codexConfig(modelPort: number): string {
	return `model_provider = "scripted"

[model_providers.scripted]
name = "scripted"
base_url = "http://127.0.0.1:${modelPort}/v1"
env_key = "SCRIPTED_MODEL_KEY"
wire_api = "responses"
request_max_retries = 0
stream_max_retries = 0
`;
}
