// An ACP agent that keeps its sessions in files, as real ones do, over plain JSON lines. Its capabilities are set by
// `--resume` and `--load`. With `--settings` its model and mode can be changed; each process starts with the defaults.
// With `--accounts` it reports a title, made from its first prompt, and its cost, which a restored session
// counts from the start of the session with `--sums`.
// Its behaviour when a session is restored is one of `--refuses`, `--crashes`,
// `--hangs`, `--fails-later` and `--replays-late`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

interface Message {
	readonly id?: number | string;
	readonly method?: string;
	readonly params?: {
		readonly sessionId?: string;
		readonly prompt?: readonly { readonly text?: string }[];
		readonly modeId?: string;
		readonly value?: string;
	};
}

/** The folder of its sessions, as in a user's home. */
const FOLDER = process.env.XDG_DATA_HOME ?? "";

const has = (flag: string) => process.argv.includes(flag);

/** The file of the open session. */
let file = "";
let sessionId = "";
let isRestored = false;
let model = "swift";
let mode = "ask";
let title = "";
let asked = 0;

createInterface({ input: process.stdin }).on("line", (line) => take(JSON.parse(line)));
process.stdin.on("end", () => process.exit());

function send(message: object): void {
	process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function say(sessionUpdate: string, text: string): void {
	send({ method: "session/update", params: { sessionId, update: { sessionUpdate, content: { type: "text", text } } } });
}

function read(): readonly string[] {
	return JSON.parse(readFileSync(file, "utf8"));
}

function open(id: string): void {
	mkdirSync(join(FOLDER, "sessions"), { recursive: true });
	sessionId = id;
	file = join(FOLDER, "sessions", `${id}.json`);
}

function take({ id, method, params = {} }: Message): void {
	const { prompt = [] } = params;
	if (method === "initialize") send({ id, result: { protocolVersion: 1, agentCapabilities: capabilities() } });
	else if (method === "session/new") begin(id);
	else if (method === "session/resume" || method === "session/load") restore(id, method, params.sessionId ?? "");
	else if (method === "session/prompt")
		answerLater(
			id,
			prompt.map(({ text }) => text ?? ""),
		);
	else if (method === undefined && id === ASK_ID) onAnswer();
	else if (method === "session/set_mode") send({ id, result: setMode(params.modeId) });
	else if (method === "session/set_config_option") send({ id, result: setModel(params.value) });
	else if (id !== undefined) send({ id, error: { code: -32601, message: "Method not found" } });
}

function capabilities(): object {
	return { loadSession: has("--load"), sessionCapabilities: has("--resume") ? { resume: {} } : {} };
}

function setMode(chosen = mode): object {
	mode = chosen;
	return {};
}

function setModel(chosen = model): object {
	model = chosen;
	return settings();
}

/** Models as config options, modes in ACP's older form. A retired model is no longer offered. */
function settings(): object {
	if (!has("--settings")) return {};
	const models = existsSync(join(FOLDER, "retired")) ? ["swift"] : ["swift", "steady"];
	const options = models.map((value) => ({ value, name: value }));
	const availableModes = ["ask", "code"].map((value) => ({ id: value, name: value }));
	return {
		configOptions: [{ type: "select", id: "model", name: "Model", category: "model", currentValue: model, options }],
		modes: { currentModeId: mode, availableModes },
	};
}

function begin(id: Message["id"]): void {
	open(crypto.randomUUID());
	writeFileSync(file, "[]");
	send({ id, result: { sessionId, ...settings() } });
}

function restore(id: Message["id"], method: string, earlier: string): void {
	if (has("--crashes")) process.exit(9);
	if (has("--hangs")) return;
	if (has("--refuses")) send({ id, error: { code: -32002, message: "Resource not found" } });
	else resume(id, method, earlier);
}

function resume(id: Message["id"], method: string, earlier: string): void {
	open(earlier);
	isRestored = true;
	if (has("--replays-late")) send({ id, result: settings() });
	if (method === "session/load") for (const text of read()) replay(text);
	if (!has("--replays-late")) send({ id, result: settings() });
}

function replay(text: string): void {
	say("user_message_chunk", text);
	say("agent_message_chunk", `heard ${text} `);
}

const ASK_ID = "ask-to-leave";
let onAnswer = () => {};

/** "ask to leave" requests a permission before it changes the mode, as agents do after planning. */
function answerLater(id: Message["id"], texts: readonly string[]): void {
	if (texts.at(-1) !== "ask to leave") {
		send({ id, ...answer(texts) });
		return;
	}
	onAnswer = () => {
		leaveMode();
		send({ id, ...answer(texts) });
	};
	const toolCall = { toolCallId: "leave", title: "Leave the mode", kind: "switch_mode" };
	const options = [{ optionId: "yes", name: "Yes", kind: "allow_once" }];
	send({ id: ASK_ID, method: "session/request_permission", params: { sessionId, toolCall, options } });
}

/** Changes its mode by itself. */
function leaveMode(): void {
	mode = "ask";
	send({
		method: "session/update",
		params: { sessionId, update: { sessionUpdate: "current_mode_update", currentModeId: mode } },
	});
}

/** Each prompt costs a cent. A restored session keeps its title. */
function sendTitleAndCost(text: string, before: number): void {
	asked = Math.max(asked, before) + 1;
	title ||= (isRestored && read()[0]) || text;
	const cost = { amount: asked / 100, currency: "USD" };
	for (const update of [
		{ sessionUpdate: "session_info_update", title: text.startsWith("name ") ? text.slice(5) : title },
		{ sessionUpdate: "usage_update", used: 1, size: 10, cost },
	])
		send({ method: "session/update", params: { sessionId, update } });
}

/** Reports the earlier prompts of this session, and the whole current one. */
function answer(texts: readonly string[]): object {
	if (texts.at(-1) === "die") process.exit(7);
	if (isRestored && has("--fails-later")) return { error: { code: -32603, message: "No conversation found" } };
	if (texts.at(-1) === "retire") writeFileSync(join(FOLDER, "retired"), "");
	if (texts.at(-1) === "leave") leaveMode();
	const remembered = read();
	if (has("--accounts")) sendTitleAndCost(texts.at(-1) ?? "", has("--sums") ? remembered.length : 0);
	writeFileSync(file, JSON.stringify([...remembered, texts.at(-1)]));
	say("agent_message_chunk", JSON.stringify({ remembered, texts, ...(has("--settings") && { model, mode }) }));
	return { result: { stopReason: "end_turn" } };
}
