import * as v from "valibot";
import type { Person } from "../../src/protocol/index.ts";
import { SessionError, sessionSetupFailed } from "../errors/sessionErrors.ts";
import type { McpServer, SystemPrompt } from "../session/guard/sessionParams.ts";
import { withTimeout } from "../timing/timeouts.ts";

/** For whom a session is opened. */
export interface SessionRequest {
	/** The workspace. */
	readonly workspaceId: string;
	/**
	 * The person whose action opens it: who opened the workspace, sent the prompt that needs the session, or restarted
	 * it. Null when the workspace opens it by itself, as after the loss of an agent.
	 */
	readonly by: Person | null;
	/** The agent that an owner has chosen, or the one of the `agent` option. */
	readonly agent: string;
}

/** What a host gives the agent's session. All of it stays on the server and in the sandbox. */
export interface SessionSetup {
	/** The agent of this workspace, instead of the `agent` option. One that an owner has chosen goes before it. */
	readonly agent?: string | undefined;
	/** MCP servers that the agent connects to, in ACP's form. Their environment variables and headers are secrets. */
	readonly mcpServers?: readonly McpServer[] | undefined;
	/**
	 * A text that is added to the agent's own system prompt; `{ override }` takes its place. Not every agent reads it, see
	 * docs/agents.md.
	 */
	readonly systemPrompt?: SystemPrompt | undefined;
	/** ACP's `_meta` of the requests that open the session, for what only this agent understands. */
	readonly meta?: Readonly<Record<string, unknown>> | undefined;
	/** Folders that the agent works in beside `cwd`: absolute paths in the sandbox. */
	readonly additionalDirectories?: readonly string[] | undefined;
	/**
	 * Environment variables of the agent, beside those that `local()` gives it. Only `local()` can: give other providers
	 * theirs where you create them. A change restarts the sandbox-agent server.
	 */
	readonly env?: Readonly<Record<string, string>> | undefined;
	/** The mode that the session starts with, by its id. */
	readonly mode?: string | undefined;
	/** The model that the session starts with, by its id. */
	readonly model?: string | undefined;
	/** Other settings that the session starts with, by their ids. A switch takes true or false. */
	readonly options?: Readonly<Record<string, string | boolean>> | undefined;
}

/**
 * What each session is given: an object for all workspaces, or a function, called each time a session is opened or
 * restored.
 *
 * @example
 * const session: SessionOption = async ({ workspaceId, by }) => ({
 * 	mcpServers: [{ name: "issues", command: "node", args: ["/srv/issues.mjs"], env: [] }],
 * 	systemPrompt: `This is the workspace ${workspaceId}, opened by ${by?.name ?? "nobody"}.`,
 * 	model: "sonnet",
 * });
 */
export type SessionOption = SessionSetup | ((request: SessionRequest) => SessionSetup | Promise<SessionSetup>);

const text = v.pipe(v.string(), v.minLength(1));
const variableName = v.pipe(text, v.regex(/^[^=\0]+$/, "a name without ="));
const namedValues = (name: v.GenericSchema<string>) =>
	v.array(v.strictObject({ name, value: v.string() }), "a list of { name, value }");
const absolutePath = v.pipe(v.string(), v.regex(/^(\/|[A-Za-z]:[\\/])/, "an absolute path"));

function isWebAddress(url: string): boolean {
	return /^https?:\/\//.test(url) && URL.canParse(url);
}

const stdioSchema = v.strictObject({
	name: text,
	command: text,
	args: v.array(v.string()),
	env: namedValues(variableName),
});

const remoteSchema = v.strictObject({
	type: v.picklist(["http", "sse"]),
	name: text,
	url: v.pipe(v.string(), v.check(isWebAddress, "an http or https URL")),
	headers: namedValues(text),
});

const mcpServerSchema = v.lazy((server) =>
	typeof server === "object" && server !== null && "type" in server ? remoteSchema : stdioSchema,
);

/** An agent's id. */
export const agentSchema = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/, "an agent's id like `claude`"));

const setupSchema = v.strictObject({
	agent: v.optional(agentSchema),
	mcpServers: v.optional(v.array(mcpServerSchema)),
	systemPrompt: v.optional(v.union([text, v.strictObject({ override: text })], "a text, or { override }")),
	meta: v.optional(v.record(v.string(), v.unknown())),
	additionalDirectories: v.optional(v.array(absolutePath)),
	env: v.optional(v.record(variableName, v.string())),
	mode: v.optional(text),
	model: v.optional(text),
	options: v.optional(v.record(v.string(), v.union([v.string(), v.boolean()], "a text, true or false"))),
}) satisfies v.GenericSchema<unknown, SessionSetup>;

/**
 * What is wrong with a setup; null when nothing is. Names fields and what they must be, and never a value: that may be a
 * secret.
 */
export function findSetupProblem(setup: unknown): string | null {
	const parsed = v.safeParse(setupSchema, setup);
	if (parsed.success) return null;
	const problems = parsed.issues.map((issue) => {
		const path = v.getDotPath(issue);
		const rule =
			issue.type === "regex" || issue.type === "check" || issue.type === "union"
				? issue.message
				: (issue.expected ?? issue.type);
		const isUnknown = issue.type === "strict_object" && issue.expected === "never";
		return `${path === null ? "It" : `\`${path}\``} ${isUnknown ? "is unknown" : `must be ${rule}`}.`;
	});
	return problems.join(" ");
}

/**
 * The setup of a session that is about to be opened.
 *
 * @param timeoutMs - How long the host's function may take.
 * @throws {SessionError} `session_setup_failed`. What the function threw is its cause, for the log only.
 */
export async function resolveSessionSetup(
	option: SessionOption | undefined,
	request: SessionRequest,
	{ timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<SessionSetup> {
	if (typeof option !== "function") return option ?? {};
	const calling = (async () => option(request))();
	const limit = { what: "The `session` function", ms: timeoutMs, signal };
	const setup: unknown = await withTimeout(calling, limit).catch((error: unknown) => {
		if (error instanceof SessionError && error.code === "closed") throw error;
		const detail = error instanceof SessionError && error.code === "timeout" ? error.info.message : undefined;
		throw new SessionError(sessionSetupFailed(detail), { cause: error });
	});
	const problem = findSetupProblem(setup);
	if (problem !== null) throw new SessionError(sessionSetupFailed(problem));
	return setup as SessionSetup;
}

/** What of a setup no text for people and no log may contain. */
export function secretsOf({ mcpServers = [], env = {} }: SessionSetup): readonly string[] {
	return [...Object.values(env), ...mcpServers.flatMap(secretsOfServer)];
}

function secretsOfServer(server: McpServer): readonly string[] {
	if ("type" in server) {
		const { username, password, searchParams } = new URL(server.url);
		return [server.url, username, password, ...searchParams.values(), ...server.headers.map(({ value }) => value)];
	}
	return [...server.args.flatMap(secretsOfArgument), ...server.env.map(({ value }) => value)];
}

/** An argument that is no path and no name of an option. */
function secretsOfArgument(argument: string): readonly string[] {
	const value = argument.startsWith("-") ? argument.slice(argument.indexOf("=") + 1) : argument;
	return /^[-./@]/.test(value) ? [] : [value];
}
