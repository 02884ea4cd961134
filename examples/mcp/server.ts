// A workspace whose agent has a tool of the host's. Start this file with `node`, open a page with
// `endpoint="http://127.0.0.1:6420"`, and ask the agent who is on call.
import { fileURLToPath } from "node:url";
import { createWorkspace, local, type McpServer, serve } from "workspace-chat/actors";

/** In another sandbox than `local()`, this is a path in the sandbox, and the file has to be there. */
const SERVER_FILE = fileURLToPath(new URL("./onCallServer.mjs", import.meta.url));

function onCallServer(person: string): McpServer {
	const env = [{ name: "ON_CALL", value: person }];
	return { name: "on-call", command: process.execPath, args: [SERVER_FILE], env };
}

const workspace = createWorkspace({
	agent: "claude",
	sandbox: local(),
	session: ({ workspaceId, by }) => ({
		mcpServers: [onCallServer("Grace")],
		systemPrompt: `This is the workspace ${workspaceId}, opened by ${by?.name ?? "nobody"}.`,
	}),
});

await serve({ use: { workspace } });
