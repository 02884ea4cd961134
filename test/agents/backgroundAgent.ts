// An ACP agent that works outside of its turns, over plain JSON lines. The first word of a prompt selects what goes on
// after the turn has ended.
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";

interface Message {
	readonly id?: number | string;
	readonly method?: string;
	readonly params?: { readonly prompt?: readonly { readonly text?: string }[] };
	readonly result?: unknown;
}

const SESSION_ID = "background";
/** The file where it notes each request to stop. */
const { SCRIPTED_AGENT_END = "" } = process.env;
const waiting = new Map<number | string, (result: unknown) => void>();
let cancelWork: (() => void) | undefined;

createInterface({ input: process.stdin }).on("line", (line) => take(JSON.parse(line)));
process.stdin.on("end", () => process.exit());

function send(message: object): void {
	process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function update(sessionUpdate: string, fields: object): void {
	send({ method: "session/update", params: { sessionId: SESSION_ID, update: { sessionUpdate, ...fields } } });
}

function say(text: string): void {
	update("agent_message_chunk", { content: { type: "text", text } });
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, ms);
		const stop = cancelWork;
		cancelWork = () => {
			stop?.();
			clearTimeout(timer);
		};
	});
}

function take({ id, method, params, result }: Message): void {
	if (method === undefined && id !== undefined) waiting.get(id)?.(result);
	if (method === "session/cancel") {
		appendFileSync(SCRIPTED_AGENT_END, "cancel\n");
		cancelWork?.();
	}
	if (id === undefined) return;
	if (method === "initialize") send({ id, result: { protocolVersion: 1, agentCapabilities: {} } });
	if (method?.startsWith("_")) send({ id, error: { code: -32601, message: "Method not found" } });
	if (method === "session/new") send({ id, result: { sessionId: SESSION_ID } });
	if (method === "session/prompt") playTurn(id, params?.prompt?.at(-1)?.text ?? "");
}

function playTurn(id: number | string, text: string): void {
	const [word = "", ...numbers] = text.split(" ");
	const goOn = WORK[word]?.(...numbers.map(Number));
	say("Started.");
	send({ id, result: { stopReason: "end_turn" } });
	void goOn?.();
}

/** What each word starts in the turn, and returns for the time after it. */
const WORK: Readonly<Record<string, (ms?: number, everyMs?: number) => () => Promise<void>>> = {
	/** Says something again and again. */
	speak:
		(ms = 0, everyMs = 100) =>
		async () => {
			for (let at = 0; at < ms; at += everyMs) {
				await pause(everyMs);
				say(`${at} `);
			}
		},
	/** Starts a command whose call is completed at once, and speaks when the command has ended. */
	task(ms = 0) {
		const call = { toolCallId: `task-${Date.now()}`, title: "npm test", kind: "execute" };
		update("tool_call", { ...call, status: "pending", rawInput: { command: "npm test", run_in_background: true } });
		const rawOutput = "Command running in background with ID: b1. You will be notified when it completes.";
		update("tool_call_update", { toolCallId: call.toolCallId, status: "completed", rawOutput });
		return async () => {
			await pause(ms);
			say("The tests pass.");
			update("usage_update", { used: 1, size: 2, _meta: { "_claude/origin": { kind: "task-notification" } } });
		};
	},
	/** Starts a command whose call is in progress until the command has ended. The call says which process the agent is. */
	command(ms = 0) {
		const call = { toolCallId: `command-${Date.now()}`, title: "npm start", kind: "execute", status: "in_progress" };
		update("tool_call", { ...call, rawInput: { pid: process.pid } });
		return async () => {
			await pause(ms);
			update("tool_call_update", { toolCallId: call.toolCallId, status: "completed" });
		};
	},
	/** Asks for a permission by itself, and runs what was permitted. */
	ask: () => async () => {
		await pause(1_000);
		const toolCall = { toolCallId: `ask-${Date.now()}`, title: "git push", kind: "execute", status: "pending" };
		const options = [
			{ optionId: "yes", name: "Yes", kind: "allow_once" },
			{ optionId: "no", name: "No", kind: "reject_once" },
		];
		const answered = new Promise((resolve) => waiting.set("ask", resolve));
		send({ id: "ask", method: "session/request_permission", params: { sessionId: SESSION_ID, toolCall, options } });
		say(JSON.stringify(await answered));
		update("tool_call_update", { toolCallId: toolCall.toolCallId, status: "completed" });
	},
	/** Starts a command, and ends it when it is asked to stop. */
	polite() {
		const stopped = new Promise<void>((resolve) => {
			cancelWork = resolve;
		});
		update("tool_call", { toolCallId: "polite", title: "npm start", kind: "execute", status: "in_progress" });
		return async () => {
			await stopped;
			update("tool_call_update", { toolCallId: "polite", status: "failed" });
		};
	},
};
