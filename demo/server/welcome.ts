import { relative } from "node:path";
import type { AgentId } from "./agents.ts";

interface WelcomeFacts {
	readonly address: string;
	readonly agent: AgentId | null;
	readonly dataFolder: string;
}

/** The message once everything runs. */
export function welcome({ address, agent, dataFolder }: WelcomeFacts): string {
	const tryThis = agent === null ? '  type "help" to see what the demo agent can play\n' : "";
	return `
  workspace-chat is at   ${address}
  and for one person     ${address}?workspace=demo&user=Ada

${tryThis}  agent: ${agent ?? "the demo agent"} · data: ${relative(process.cwd(), dataFolder) || "."} · Ctrl-C stops everything
`;
}
