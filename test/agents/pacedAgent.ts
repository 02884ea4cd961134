// An ACP agent for measurements, over plain JSON lines. The prompt `stream <chunks a second> <chunks> <first number>
// <bytes>` makes it send numbered chunks at that pace. Every chunk says when it was sent: see `test/bench/stage/chunks.ts`.
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { formatChunk, parseStreamPrompt } from "../bench/stage/chunks.ts";

interface Request {
	readonly id?: number | string;
	readonly method?: string;
	readonly params?: { readonly sessionId?: string; readonly prompt?: readonly { readonly text?: string }[] };
}

let sessions = 0;

function send(message: object): void {
	process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

async function answer({ method, params }: Request): Promise<object> {
	if (method === "initialize") return { result: { protocolVersion: 1, agentCapabilities: {} } };
	if (method === "session/new") return { result: { sessionId: `paced-${++sessions}` } };
	if (method !== "session/prompt") return { error: { code: -32601, message: "Method not found" } };
	await stream(params?.sessionId ?? "", params?.prompt?.at(-1)?.text ?? "");
	return { result: { stopReason: "end_turn" } };
}

/** Sends by the clock, so that a late timer is followed by the chunks that are due. */
async function stream(sessionId: string, prompt: string): Promise<void> {
	const { perSecond, chunks, first, bytes } = parseStreamPrompt(prompt);
	const start = performance.now();
	for (let sent = 0; sent < chunks; ) {
		const due = Math.min(chunks, Math.floor(((performance.now() - start) / 1_000) * perSecond) + 1);
		for (; sent < due; sent++) sendChunk(sessionId, formatChunk(first + sent, bytes));
		if (sent < chunks) await delay(Math.max(0, start + (sent / perSecond) * 1_000 - performance.now()));
	}
}

function sendChunk(sessionId: string, text: string): void {
	const update = { sessionUpdate: "agent_message_chunk", content: { type: "text", text } };
	send({ method: "session/update", params: { sessionId, update } });
}

createInterface({ input: process.stdin }).on("line", async (line) => {
	const request: Request = JSON.parse(line);
	if (request.id !== undefined && request.method) send({ id: request.id, ...(await answer(request)) });
});
process.stdin.on("end", () => process.exit());
