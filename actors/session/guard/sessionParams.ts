import * as v from "valibot";
import type { JsonObject } from "./jsonRpc.ts";

/** A name and its value, as ACP lists environment variables and HTTP headers. */
export interface McpNamedValue {
	/** The name of the variable or header. */
	readonly name: string;
	/** Its value. Only the agent receives it. */
	readonly value: string;
}

/** An MCP server that the agent starts in the sandbox, and talks to over its standard input and output. */
export interface McpServerStdio {
	/** Shown to people as part of the names of its tools. */
	readonly name: string;
	/** The program, by its absolute path in the sandbox or as a name on the `PATH`. */
	readonly command: string;
	/** Its arguments. */
	readonly args: readonly string[];
	/** Its environment variables. Only the agent receives them. */
	readonly env: readonly McpNamedValue[];
}

/** An MCP server that the agent reaches over the network, from the sandbox. Not every agent can. */
export interface McpServerRemote {
	/** How it is reached. */
	readonly type: "http" | "sse";
	/** Shown to people as part of the names of its tools. */
	readonly name: string;
	/** Its address. */
	readonly url: string;
	/** Sent with each request, such as a token. Only the agent receives them. */
	readonly headers: readonly McpNamedValue[];
}

/** An MCP server in ACP's form. */
export type McpServer = McpServerStdio | McpServerRemote;

/** A text for the agent's system prompt: added to its own, or in its place. */
export type SystemPrompt = string | { readonly override: string };

/** What a host gives the agent's session. It reaches the agent only: the SDK would store it. */
export interface SessionParams {
	readonly mcpServers: readonly McpServer[];
	readonly systemPrompt: SystemPrompt | undefined;
	readonly meta: JsonObject | undefined;
	/** Absolute paths in the sandbox. */
	readonly additionalDirectories: readonly string[];
}

/** Null and nothing both mean that an agent does not support something. */
const capability = v.fallback(v.nullish(v.looseObject({})), null);
const flag = v.fallback(v.boolean(), false);
const NO_MCP = { http: false, sse: false };

const capabilitiesSchema = v.object({
	agentCapabilities: v.object({
		mcpCapabilities: v.fallback(v.object({ http: flag, sse: flag }), NO_MCP),
		sessionCapabilities: v.fallback(
			v.object({
				additionalDirectories: capability,
				systemPrompt: v.fallback(
					v.nullish(v.object({ mode: v.fallback(v.nullish(v.object({ override: capability })), null) })),
					null,
				),
			}),
			{ additionalDirectories: null, systemPrompt: null },
		),
	}),
});

interface Support {
	readonly mcp: { readonly http: boolean; readonly sse: boolean };
	readonly additionalDirectories: boolean;
	/** `field`: as ACP's own field. `meta`: maybe as the field that agents read before there was that one. */
	readonly systemPrompt: "field" | "meta";
	readonly overridesSystemPrompt: boolean;
}

/** By the agent's result of `initialize`. */
function parseSupport(initializeResult: unknown): Support {
	const parsed = v.safeParse(capabilitiesSchema, initializeResult);
	if (!parsed.success)
		return { mcp: NO_MCP, additionalDirectories: false, systemPrompt: "meta", overridesSystemPrompt: false };
	const { mcpCapabilities, sessionCapabilities } = parsed.output.agentCapabilities;
	return {
		mcp: mcpCapabilities,
		additionalDirectories: Boolean(sessionCapabilities.additionalDirectories),
		systemPrompt: sessionCapabilities.systemPrompt ? "field" : "meta",
		overridesSystemPrompt: Boolean(sessionCapabilities.systemPrompt?.mode?.override),
	};
}

/** What the agent cannot do of what it was to be given. */
export type UnsupportedParam =
	| { readonly kind: "mcp_server"; readonly name: string }
	| { readonly kind: "additional_directories" }
	| { readonly kind: "system_prompt_override" };

const isSupported = (server: McpServer, { mcp }: Support) => !("type" in server) || mcp[server.type];

/**
 * What the agent does not get, because it says that it cannot use it.
 *
 * @param initializeResult - The agent's result of `initialize`.
 */
export function findUnsupportedParams(given: SessionParams, initializeResult: unknown): readonly UnsupportedParam[] {
	const support = parseSupport(initializeResult);
	const servers = given.mcpServers.filter((server) => !isSupported(server, support));
	const unsupported: UnsupportedParam[] = servers.map(({ name }) => ({ kind: "mcp_server", name }));
	if (given.additionalDirectories.length > 0 && !support.additionalDirectories)
		unsupported.push({ kind: "additional_directories" });
	if (isUnsupportedOverride(given.systemPrompt, support)) unsupported.push({ kind: "system_prompt_override" });
	return unsupported;
}

/** An agent that takes no system prompt in ACP's field may still read the older one, and does not say so. */
function isUnsupportedOverride(prompt: SystemPrompt | undefined, support: Support): boolean {
	return typeof prompt === "object" && support.systemPrompt === "field" && !support.overridesSystemPrompt;
}

/**
 * The params of `session/new`, `session/load` or `session/resume`, with what the host gives the session.
 *
 * @param initializeResult - The agent's result of `initialize`.
 */
export function withSessionParams(params: JsonObject, given: SessionParams, initializeResult: unknown): JsonObject {
	const support = parseSupport(initializeResult);
	const { mcpServers, systemPrompt, additionalDirectories } = given;
	const prompt = isUnsupportedOverride(systemPrompt, support) ? undefined : systemPrompt;
	const meta = { ...given.meta, ...(prompt !== undefined && support.systemPrompt === "meta" && toMeta(prompt)) };
	return {
		...params,
		mcpServers: mcpServers.filter((server) => isSupported(server, support)),
		...(prompt !== undefined && support.systemPrompt === "field" && { systemPrompt: toField(prompt) }),
		...(Object.keys(meta).length > 0 && { _meta: meta }),
		...(additionalDirectories.length > 0 && support.additionalDirectories && { additionalDirectories }),
	};
}

function toField(prompt: SystemPrompt): JsonObject {
	const [mode, text] = typeof prompt === "string" ? ["append", prompt] : ["override", prompt.override];
	return { mode, content: [{ type: "text", text }] };
}

/** As Claude's adapter read it before there was ACP's field. */
function toMeta(prompt: SystemPrompt): JsonObject {
	return { systemPrompt: typeof prompt === "string" ? { append: prompt } : prompt.override };
}
