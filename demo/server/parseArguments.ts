import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { AGENTS, type AgentId, isAgentId } from "./agents.ts";
import { DemoError } from "./DemoError.ts";

export interface DemoArguments {
	/** Null for the demo agent. */
	readonly agent: AgentId | null;
	/** Null for any free port. */
	readonly port: number | null;
	/** The absolute path of a module with options of `createWorkspace`. Null for none. */
	readonly options: string | null;
	readonly help: boolean;
}

export const USAGE = `npm start [-- options]

Runs a workspace you can open in two windows: a Rivet engine, the workspace actor, a sandbox-agent server
and a page. Without --agent it needs neither a network nor a key, and everything stays on this machine. (The engine's
own dashboard, which the page does not use, loads analytics of Rivet.)

  --agent <name>   a real agent instead of the demo agent: ${AGENTS.map(({ id }) => id).join(", ")}
  --options <file> a module whose default export has options of createWorkspace, such as session and approvals
  --port <number>  the page's port; default: the usual one, or a free one if that is in use
  --help           this text

  WORKSPACE_CHAT_DATA       the folder that keeps everything (default: .workspace-chat in this repository)
  WORKSPACE_CHAT_DEMO_PACE  the pace of the demo agent (default 1; 0.1 is ten times as fast)

Ctrl-C stops everything that was started. The history is kept; delete the folder to start over.`;

/** @throws {DemoError} If an option is unknown or its value is invalid. */
export function parseArguments(args: readonly string[]): DemoArguments {
	const { agent, port, options, help } = readOptions(args);
	return {
		agent: parseAgent(agent),
		port: parsePort(port),
		options: options === undefined ? null : resolve(options),
		help: help ?? false,
	};
}

function readOptions(args: readonly string[]) {
	try {
		const options = {
			agent: { type: "string" },
			port: { type: "string" },
			options: { type: "string" },
			help: { type: "boolean" },
		} as const;
		return parseArgs({ args: [...args], options }).values;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		throw new DemoError(message, "See npm start -- --help.", { cause: error });
	}
}

function parseAgent(value: string | undefined): AgentId | null {
	if (value === undefined || value === "demo") return null;
	if (isAgentId(value)) return value;
	const names = AGENTS.map(({ id }) => id).join(", ");
	throw new DemoError(
		`There is no agent called "${value}".`,
		`Choose one of ${names}, or omit --agent for the demo agent.`,
	);
}

function parsePort(value: string | undefined): number | null {
	if (value === undefined) return null;
	const port = Number(value);
	if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
	throw new DemoError(`"${value}" is not a port.`, "A port is a number from 1 to 65535.");
}
