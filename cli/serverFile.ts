import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { AGENTS } from "../actors/catalog/agents.ts";
import { stripComments } from "./stripComments.ts";

// A server file is read and never run: that would start a server.

/** The usual names, in the order in which they are looked for. `init` writes the last two beside a host's own server. */
const NAMES = ["server.mts", "server.ts", "server.mjs", "server.js", "workspace.server.mts", "workspace.server.mjs"];

/**
 * The server file of an app: the first that uses workspace-chat, else the first, which may use it in a module further
 * away. Null when the app has none under a usual name.
 */
export function findServerFile(folder: string): string | null {
	const paths = NAMES.map((name) => join(folder, name)).filter((path) => existsSync(path));
	return paths.find(usesWorkspaceChat) ?? paths[0] ?? null;
}

/** Whether a file, or one that it imports, imports the server half of workspace-chat. */
export function usesWorkspaceChat(path: string): boolean {
	const code = readCode(path) ?? "";
	return [code, ...readImports(path, code)].some((text) => /["']workspace-chat\/actors["']/.test(text));
}

export interface ServerFile {
	readonly name: string;
	/** Null when `createWorkspace` is neither in it nor in a file that it imports. */
	readonly workspace: WorkspaceFacts | null;
}

/** What the code says about its workspaces. */
export interface WorkspaceFacts {
	/** Null when the code computes it. */
	readonly agent: string | null;
	/** `unknown` when the options of `createWorkspace` come from somewhere else. */
	readonly authentication: "given" | "missing" | "unknown";
	/** Null when agents do not run on this machine. */
	readonly local: LocalFacts | null;
}

interface LocalFacts {
	/** The environment variables with keys of agents that the code names. */
	readonly keys: readonly string[];
	/** Whether agents may get other variables than those of the server. */
	readonly hasEnvironment: boolean;
	/** Whether agents may be installed somewhere else than in the default folder. */
	readonly hasAgentsDirectory: boolean;
}

/** Null when the file cannot be read. */
export function readServerFile(path: string): ServerFile | null {
	const code = readCode(path);
	if (code === null) return null;
	const name = basename(path);
	if (createsWorkspace(code)) return { name, workspace: findFacts(code) };
	const imported = readImports(path, code).filter(createsWorkspace);
	return { name, workspace: imported.length === 0 ? null : findFacts([code, ...imported].join("\n")) };
}

const createsWorkspace = (code: string) => /\bcreateWorkspace\s*[(<]/.test(code);

function findFacts(code: string): WorkspaceFacts {
	const isPartial = takesVariable(code, "createWorkspace");
	return {
		agent: findAgentName(code, isPartial),
		authentication: /\b(authenticate|allowUnauthenticated)\b/.test(code) ? "given" : isPartial ? "unknown" : "missing",
		local: /\blocal\(/.test(code) ? findLocalFacts(code) : null,
	};
}

function findAgentName(code: string, isPartial: boolean): string | null {
	const [, name] = /\bagent:\s*["'`]([a-z0-9-]+)["'`]\s*(?:[,;})]|$)/m.exec(code) ?? [];
	if (name !== undefined) return name;
	return isPartial || /(?<!\.)\bagent\s*[:,}]/.test(code) ? null : "claude";
}

function findLocalFacts(code: string): LocalFacts {
	const isPartial = takesVariable(code, "local");
	const keys = new Set(AGENTS.flatMap((agent) => agent.keys));
	return {
		keys: [...keys].filter((key) => new RegExp(`\\b${key}\\b`).test(code)),
		hasEnvironment: isPartial || /(?<!\.)\benv\s*[:,}]/.test(code),
		hasAgentsDirectory: isPartial || /\bagentsDirectory\s*[:,}]/.test(code),
	};
}

/** Whether options of a call come from somewhere else: `local(options)`, `local({ ...options })`. */
function takesVariable(code: string, name: string): boolean {
	return new RegExp(`\\b${name}\\s*(?:<[^(]*>)?\\(\\s*(?:[^\\s{)]|\\{[^{}]*\\.\\.\\.)`).test(code);
}

const RELATIVE_IMPORT = /\b(?:from|import)\s*["'](\.{1,2}\/[^"']+)["']/g;

/** The code of the files that a file imports by a relative path. */
function readImports(path: string, code: string): readonly string[] {
	return [...code.matchAll(RELATIVE_IMPORT)].flatMap(([, specifier = ""]) => {
		const target = resolve(dirname(path), specifier);
		// Bundlers and tsx also take a path without its ending, or with the ending after compilation.
		const endings = [".ts", ".mts", ".js", ".mjs", "/index.ts", "/index.js"];
		const paths = [target, target.replace(/\.([cm]?)js$/, ".$1ts"), ...endings.map((ending) => `${target}${ending}`)];
		return paths.map(readCode).find((text) => text !== null) ?? [];
	});
}

/** The code of a file without its comments; null when it cannot be read. */
function readCode(path: string): string | null {
	try {
		return stripComments(readFileSync(path, "utf8"));
	} catch {
		return null;
	}
}
