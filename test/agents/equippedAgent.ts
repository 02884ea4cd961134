// An ACP agent that says what it was given, over plain JSON lines. The last text of a prompt selects what it does:
// `report` answers with the requests that opened the session, its environment and its settings; `call SERVER TOOL` starts
// that MCP server and calls its tool; `leave` changes the mode by itself; `fail` repeats its setup in an error.
// `--plain` takes away its capabilities, `--resume` lets it restore sessions, `--quotes` lets it refuse its setup with an
// error that repeats it. With `--old` it tells modes and models as agents did before there were config options.
// With `--login` it needs one, and the turn `log out` ends it. `sign out` fails as if it needed one, `wait` waits to be
// stopped.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

interface McpServer {
	readonly name: string;
	readonly command: string;
	readonly args: readonly string[];
	readonly env: readonly { readonly name: string; readonly value: string }[];
}

interface Params {
	readonly mcpServers?: readonly McpServer[];
	readonly prompt?: readonly { readonly text?: string }[];
	readonly configId?: string;
	readonly type?: string;
	readonly value?: string | boolean;
	readonly modeId?: string;
	readonly modelId?: string;
	readonly methodId?: string;
}

interface Message {
	readonly id?: number | string;
	readonly method?: string;
	readonly params?: Params;
}

const has = (flag: string) => process.argv.includes(flag);
const SESSION_ID = "equipped";
/** It exists once somebody has logged in. */
const LOGIN = join(process.env.XDG_DATA_HOME ?? "", "login");

/** The requests that made this session what it is. */
const requests: Message[] = [];
let cancelTurn = () => {};
let params: Params = {};
let [mode, model, isFast] = ["ask", "swift", false];

createInterface({ input: process.stdin }).on("line", (line) => void take(JSON.parse(line)));
process.stdin.on("end", () => process.exit());

function send(message: object): void {
	process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function update(sessionUpdate: string, fields: object): void {
	send({ method: "session/update", params: { sessionId: SESSION_ID, update: { sessionUpdate, ...fields } } });
}

const say = (text: string) => update("agent_message_chunk", { content: { type: "text", text } });
const quoted = () => `Cannot use ${JSON.stringify(params.mcpServers)} with ${JSON.stringify(process.env)}`;

async function take(message: Message): Promise<void> {
	const { id, method, params: given = {} } = message;
	if (method === "session/cancel") cancelTurn();
	if (id === undefined || method === undefined) return;
	if (method === "initialize") send({ id, result: { protocolVersion: 1, ...described() } });
	else if (method === "authenticate") logIn(id, given);
	else if (/^session\/(new|load|resume)$/.test(method)) open(message);
	else if (method === "session/prompt")
		send({ id, ...(await answer((given.prompt ?? []).map((block) => block.text ?? ""))) });
	else if (method.startsWith("session/set_")) send({ id, ...change(method, given) });
	else send({ id, error: { code: -32601, message: "Method not found" } });
}

function described(): object {
	const authMethods = has("--login") ? AUTH_METHODS : [];
	if (has("--plain")) return { agentCapabilities: {}, authMethods };
	const resume = has("--resume") ? { resume: {} } : {};
	const sessionCapabilities = { ...resume, additionalDirectories: {}, systemPrompt: { mode: { override: {} } } };
	return { agentCapabilities: { mcpCapabilities: { http: true, sse: true }, sessionCapabilities }, authMethods };
}

const AUTH_METHODS = [
	{ id: "browser", name: "Sign in with Acme", description: "Opens a page of Acme" },
	{ id: "broken", name: "Company account" },
	{ id: "key", name: "API key", type: "env_var", vars: [{ name: "ACME_KEY" }], link: "https://acme.example/keys" },
	{ id: "tty", name: "In a terminal", type: "terminal", args: ["login"], env: { SECRET: "of-a-terminal" } },
];

function logIn(id: Message["id"], { methodId = "" }: Params): void {
	if (methodId === "browser") {
		writeFileSync(LOGIN, "");
		send({ id, result: {} });
	} else
		send({ id, error: { code: -32603, message: "Internal error", data: { message: `No account for ${methodId}` } } });
}

const needsLogin = () => has("--login") && !existsSync(LOGIN);
const LOGIN_ERROR = { error: { code: -32000, message: "Authentication required" } };

function open(message: Message): void {
	if (needsLogin()) {
		send({ id: message.id, ...LOGIN_ERROR });
		return;
	}
	params = message.params ?? {};
	requests.push(message);
	if (has("--quotes")) send({ id: message.id, error: { code: -32602, message: "Invalid params", data: quoted() } });
	else send({ id: message.id, result: { sessionId: SESSION_ID, ...settings() } });
}

function settings(): object {
	const modes = ["ask", "plan", "auto"].map((id) => ({ id, name: `The ${id} mode` }));
	const models = ["swift", "steady"];
	if (has("--old"))
		return {
			modes: { currentModeId: mode, availableModes: modes },
			models: {
				currentModelId: model,
				availableModels: models.map((modelId) => ({ modelId, name: `Model ${modelId}`, description: "Thinks" })),
			},
		};
	const select = (id: string, currentValue: string, values: readonly string[]) => ({
		...{ type: "select", id, name: id, category: id, currentValue },
		options: values.map((value) => ({ value, name: value })),
	});
	const fast = { type: "boolean", id: "fast", name: "Fast", category: "model_config", currentValue: isFast };
	const ids = modes.map(({ id }) => id);
	return { configOptions: [select("mode", mode, ids), select("model", model, models), fast] };
}

function change(method: string, { configId, type, value, modeId, modelId }: Params): object {
	if (method === "session/set_mode") mode = modeId ?? mode;
	else if (method === "session/set_model") model = modelId ?? model;
	else if (configId === "fast" && (type !== "boolean" || typeof value !== "boolean"))
		return { error: { code: -32602, message: "Invalid params", data: "a switch takes a boolean" } };
	else if (configId === "fast") isFast = value === true;
	else if (configId === "mode") mode = String(value);
	else if (configId === "model") model = String(value);
	return { result: has("--old") ? {} : settings() };
}

async function answer(texts: readonly string[]): Promise<object> {
	const [command, ...words] = (texts.at(-1) ?? "").split(" ");
	if (command === "log") {
		rmSync(LOGIN);
		return LOGIN_ERROR;
	}
	if (command === "sign") return LOGIN_ERROR;
	if (command === "wait")
		return new Promise((resolve) => (cancelTurn = () => resolve({ result: { stopReason: "cancelled" } })));
	if (command === "fail") return { error: { code: -32603, message: "Internal error", data: { message: quoted() } } };
	if (command === "leave") {
		mode = "auto";
		update("current_mode_update", { currentModeId: mode });
	}
	if (command === "report")
		say(JSON.stringify({ requests, env: process.env, texts, name: process.env.AGENT_NAME, mode, model, isFast }));
	if (command === "call") say(await callTool(words[0] ?? "", words[1] ?? ""));
	return { result: { stopReason: "end_turn" } };
}

/** What an MCP server answers to a call, by MCP's stdio transport. */
async function callTool(server: string, tool: string): Promise<string> {
	const found = params.mcpServers?.find(({ name }) => name === server);
	if (!found) return `There is no server ${server}`;
	const env = Object.fromEntries(found.env.map(({ name, value }) => [name, value]));
	const child = spawn(found.command, found.args, { env: { ...process.env, ...env } });
	const client = new McpClient(child);
	const clientInfo = { name: "equipped", version: "1" };
	await client.request("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
	client.notify("notifications/initialized");
	const { tools } = (await client.request("tools/list", {})) as { tools: readonly { readonly name: string }[] };
	if (!tools.some(({ name }) => name === tool)) return `There is no tool ${tool}`;
	const result = await client.request("tools/call", { name: tool, arguments: {} });
	child.kill();
	return (result as { content: readonly { text: string }[] }).content.map((block) => block.text).join("");
}

class McpClient {
	readonly #child: ChildProcessWithoutNullStreams;
	readonly #waiting = new Map<number, (result: unknown) => void>();
	#next = 1;

	constructor(child: ChildProcessWithoutNullStreams) {
		this.#child = child;
		createInterface({ input: child.stdout }).on("line", (line) => {
			const { id, result } = JSON.parse(line);
			this.#waiting.get(id)?.(result);
		});
	}

	request(method: string, args: object): Promise<unknown> {
		const id = this.#next++;
		this.#write({ id, method, params: args });
		return new Promise((resolve) => this.#waiting.set(id, resolve));
	}

	notify(method: string): void {
		this.#write({ method });
	}

	#write(message: object): void {
		this.#child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
	}
}
