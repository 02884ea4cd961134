// An MCP server over standard input and output, without a dependency: one JSON-RPC message on each line. Its one tool
// says who is on call, which it knows from an environment variable that only the host sets.
import { createInterface } from "node:readline";

const TOOLS = [
	{
		name: "who_is_on_call",
		description: "Says who of the team is on call today.",
		inputSchema: { type: "object", properties: {} },
	},
];

/** What each method answers. */
const METHODS = {
	initialize: ({ protocolVersion }) => ({
		protocolVersion,
		capabilities: { tools: {} },
		serverInfo: { name: "on-call", version: "1.0.0" },
	}),
	ping: () => ({}),
	"tools/list": () => ({ tools: TOOLS }),
	"tools/call": ({ name }) => callTool(name),
};

function callTool(name) {
	const text = name === "who_is_on_call" ? `On call: ${process.env.ON_CALL}` : `There is no tool ${name}.`;
	return { content: [{ type: "text", text }], isError: name !== "who_is_on_call" };
}

createInterface({ input: process.stdin }).on("line", (line) => {
	const { id, method, params } = JSON.parse(line);
	// A notification needs no response.
	if (id === undefined) return;
	const answer = METHODS[method];
	const outcome = answer ? { result: answer(params) } : { error: { code: -32601, message: "Method not found" } };
	process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", id, ...outcome })}\n`);
});
