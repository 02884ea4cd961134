import type { AgentId } from "../../../demo/server/agents.ts";

/** An adapter of a real agent, as it is published. */
export interface RealAgent {
	readonly id: Extract<AgentId, "claude" | "codex">;
	/** Shown in tables. */
	readonly name: string;
	/** Its package on npm. */
	readonly packageName: string;
	/** Makes it use the scripted model, and ask before it changes files. */
	readonly setup: AgentSetup;
	/** Makes it use the scripted model, but it has no login for it yet. */
	readonly loggedOut: AgentSetup;
}

/** What an adapter finds where it runs. */
export interface AgentSetup {
	environment(modelPort: number, home: string): Readonly<Record<string, string>>;
	/** Its files in the home folder, by path. */
	files(modelPort: number): Readonly<Record<string, string>>;
}

/** The environment variable with which a host chooses the setup `loggedOut`. */
export const LOGGED_OUT_VARIABLE = "WORKSPACE_CHAT_TEST_LOGGED_OUT";

function claudeEnvironment(modelPort: number, home: string): Readonly<Record<string, string>> {
	return {
		HOME: home,
		ANTHROPIC_BASE_URL: `http://127.0.0.1:${modelPort}`,
		CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
		CLAUDE_CODE_MAX_RETRIES: "0",
		DISABLE_TELEMETRY: "1",
		DISABLE_AUTOUPDATER: "1",
		// Lets it change its mode although the tests may run as root.
		IS_SANDBOX: "1",
	};
}

function claudeFiles(): Readonly<Record<string, string>> {
	return { ".claude/settings.json": JSON.stringify({ permissions: { defaultMode: "default" } }) };
}

function codexEnvironment(home: string): Readonly<Record<string, string>> {
	return { HOME: home, CODEX_HOME: home, INITIAL_AGENT_MODE: "read-only" };
}

export const REAL_AGENTS: readonly RealAgent[] = [
	{
		id: "claude",
		name: "Claude",
		packageName: "@agentclientprotocol/claude-agent-acp",
		setup: {
			environment: (modelPort, home) => ({ ...claudeEnvironment(modelPort, home), ANTHROPIC_API_KEY: "scripted" }),
			files: claudeFiles,
		},
		loggedOut: { environment: claudeEnvironment, files: claudeFiles },
	},
	{
		id: "codex",
		name: "Codex",
		packageName: "@agentclientprotocol/codex-acp",
		setup: {
			environment: (_modelPort, home) => ({ ...codexEnvironment(home), SCRIPTED_MODEL_KEY: "scripted" }),
			files: (modelPort) => ({ "config.toml": codexConfig(modelPort) }),
		},
		loggedOut: {
			// Its login by a key takes the key from here, but only once a person has chosen it.
			environment: (_modelPort, home) => ({ ...codexEnvironment(home), CODEX_API_KEY: "scripted" }),
			files: (modelPort) => ({ "config.toml": `openai_base_url = "http://127.0.0.1:${modelPort}/v1"\n` }),
		},
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
