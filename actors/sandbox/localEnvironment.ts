/** What programs need to run and to find their files, certificates and proxies. */
const SYSTEM = [
	"PATH",
	"HOME",
	"USER",
	"LOGNAME",
	"SHELL",
	"LANG",
	"LANGUAGE",
	"TZ",
	"TERM",
	"COLORTERM",
	"TMPDIR",
	"TEMP",
	"TMP",
	"XDG_CONFIG_HOME",
	"XDG_DATA_HOME",
	"XDG_CACHE_HOME",
	"XDG_STATE_HOME",
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"ALL_PROXY",
	"NO_PROXY",
	"http_proxy",
	"https_proxy",
	"all_proxy",
	"no_proxy",
	"NODE_EXTRA_CA_CERTS",
	"SSL_CERT_FILE",
	"SSL_CERT_DIR",
] as const;

/** Without these, programs do not start on Windows. */
const WINDOWS = [
	"SYSTEMROOT",
	"SYSTEMDRIVE",
	"WINDIR",
	"COMSPEC",
	"PATHEXT",
	"USERPROFILE",
	"HOMEDRIVE",
	"HOMEPATH",
	"APPDATA",
	"LOCALAPPDATA",
	"PROGRAMDATA",
	"PROGRAMFILES",
] as const;

/** How the agents that sandbox-agent can run are given their model, and where it is. */
const AGENTS = [
	"ANTHROPIC_API_KEY",
	"ANTHROPIC_AUTH_TOKEN",
	"ANTHROPIC_BASE_URL",
	"ANTHROPIC_MODEL",
	"CLAUDE_CODE_OAUTH_TOKEN",
	"CLAUDE_CONFIG_DIR",
	"OPENAI_API_KEY",
	"OPENAI_BASE_URL",
	"CODEX_API_KEY",
	"CODEX_HOME",
	"AMP_API_KEY",
	"CURSOR_API_KEY",
] as const;

/** Settings of the sandbox-agent server. Its address and token in `SANDBOX_AGENT_*` belong to another server. */
const SERVER = [
	"SANDBOX_AGENT_BIN",
	"SANDBOX_AGENT_ACP_REGISTRY_URL",
	"SANDBOX_AGENT_ACP_REQUEST_TIMEOUT_MS",
	"SANDBOX_AGENT_LOG_DIR",
	"SANDBOX_AGENT_LOG_STDOUT",
	"SANDBOX_AGENT_REQUIRE_PREINSTALL",
] as const;

const ALLOWED: ReadonlySet<string> = new Set([...SYSTEM, ...AGENTS, ...SERVER]);
const ALLOWED_ON_WINDOWS: ReadonlySet<string> = new Set([...ALLOWED, ...WINDOWS].map((name) => name.toUpperCase()));

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The part of a host's environment that the agents of `local()` get. The rest holds the host's secrets: Rivet's token,
 * the address of a database, keys that sign tokens. Whoever may prompt can ask an agent for them.
 */
export function allowedEnvironment(
	environment: Environment,
	platform: NodeJS.Platform = process.platform,
): Record<string, string> {
	const isAllowed = (name: string) =>
		platform === "win32" ? ALLOWED_ON_WINDOWS.has(name.toUpperCase()) : ALLOWED.has(name) || /^LC_[A-Z]+$/.test(name);
	const allowed: Record<string, string> = {};
	for (const [name, value] of Object.entries(environment))
		if (value !== undefined && isAllowed(name)) allowed[name] = value;
	return allowed;
}
