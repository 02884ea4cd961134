// An ACP agent that answers each prompt at once, with the time at which it got the prompt.
import { createInterface } from "node:readline";

interface Message {
	readonly id?: number | string;
	readonly method?: string;
}

const SESSION_ID = "bench";

function send(message: object): void {
	process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function take({ id, method }: Message): void {
	if (id === undefined) return;
	if (method === "initialize") send({ id, result: { protocolVersion: 1, agentCapabilities: {} } });
	else if (method === "session/new") send({ id, result: { sessionId: SESSION_ID } });
	else if (method === "session/prompt") {
		const text = `asked at ${performance.timeOrigin + performance.now()} `;
		const update = { sessionUpdate: "agent_message_chunk", content: { type: "text", text } };
		send({ method: "session/update", params: { sessionId: SESSION_ID, update } });
		send({ id, result: { stopReason: "end_turn" } });
	} else send({ id, error: { code: -32601, message: "Method not found" } });
}

createInterface({ input: process.stdin }).on("line", (line) => take(JSON.parse(line)));
process.stdin.on("end", () => process.exit());
