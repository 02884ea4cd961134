import { fileURLToPath } from "node:url";
import type { ApprovalPolicy, SessionSetup } from "../../../actors/index.ts";
import type { SaidCall } from "../oracle/said.ts";
import { hasAnswer, hasCall, hasMessage } from "./basics.ts";
import type { Scenario } from "./Scenario.ts";
import { askWhoIsOnCall } from "./tools.ts";

const SERVER_FILE = fileURLToPath(new URL("../../../examples/mcp/onCallServer.mjs", import.meta.url));
const ON_CALL = "Grace";

const session: SessionSetup = {
	mcpServers: [
		{
			name: "on-call",
			command: process.execPath,
			args: [SERVER_FILE],
			env: [{ name: "ON_CALL", value: ON_CALL }],
		},
	],
};

const INSTRUCTION = "In this workspace, the working day begins at 07:45.";

/** The rule of the policy, which people read beside its answer. */
const RULE = "Who is on call stays secret";

/** Rejects the server's tools, by the names that Claude (`mcp__on-call__…`) and Codex (`mcp.on-call.…`) give them. */
const rejectOnCall: ApprovalPolicy = ({ toolCall }) =>
	/^mcp(?:__|\.)on-call(?:__|\.)/.test(toolCall.title) ? { answer: "deny", rule: RULE } : "ask";

export const hostScenarios: readonly Scenario[] = [
	{
		name: "mcp-tool",
		title: "Tool of the host's MCP server, which the second person allows",
		host: { session },
		scripts: () => ({ "mcp-tool": [[{ use: askWhoIsOnCall() }], [{ say: "Ask her." }]] }),
		happened: (said) => hasAnswer(said, "allow") && hasCall(said, tellsWhoIsOnCall),
	},
	{
		name: "mcp-policy",
		title: "Tool of the host's MCP server, which the host's policy rejects",
		host: { session, policy: rejectOnCall },
		scripts: () => ({ "mcp-policy": [[{ use: askWhoIsOnCall() }], [{ say: "Then I do not know." }]] }),
		async play(scene) {
			// Ben would allow it, but is not asked.
			await scene.run("mcp-policy");
			await Promise.all([scene.ada.sees(RULE), scene.ben.sees(RULE)]);
		},
		happened: (said) => hasAnswer(said, "reject") && !hasCall(said, tellsWhoIsOnCall),
	},
	{
		name: "system-prompt",
		title: "System prompt of the host",
		host: { session: { systemPrompt: INSTRUCTION } },
		scripts: () => ({ "system-prompt": [[{ repeat: INSTRUCTION }]] }),
		happened: (said) => hasMessage(said, INSTRUCTION),
	},
];

function tellsWhoIsOnCall({ output, result }: SaidCall): boolean {
	return [output, result].some((text) => text.includes(`On call: ${ON_CALL}`));
}
