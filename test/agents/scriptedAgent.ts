// An ACP agent that misbehaves on demand, over plain JSON lines. The first word of a prompt selects what it does.
// `--exit-at-start` ends it at once, and `--silent` makes it send nothing. `--exit-in=initialize` ends it in a method, and
// `--silent-in=session/new` leaves one method without a response. With `--steers` it accepts prompts in its turn, and
// `--steers=never` makes it say so but find no turn. `--steers=silent` makes it take the prompt and not answer,
// `--steers=exit` exit with it, and `--steers=refuse` refuse the request.
import { closeSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

interface Message {
	readonly id?: number | string;
	readonly method?: string;
	readonly params?: { readonly prompt?: readonly { readonly text?: string }[]; readonly clientCapabilities?: unknown };
	readonly result?: unknown;
	readonly error?: unknown;
}

const SESSION_ID = "scripted";
const EXIT_CODE = 7;
/** The file where it writes the time of its exit. */
const { SCRIPTED_AGENT_END = "" } = process.env;

const waiting = new Map<number | string, (result: unknown) => void>();
let cancelTurn: (() => void) | undefined;
let endTurn: (() => void) | undefined;
/** What the client has said that it can do. */
let clientCapabilities: unknown;

// It keeps running after its output was closed.
process.stdout.on("error", () => undefined);
if (process.argv.includes("--exit-at-start")) exit();
if (!process.argv.includes("--silent")) {
	createInterface({ input: process.stdin }).on("line", (line) => void take(JSON.parse(line)));
	process.stdin.on("end", () => process.exit());
} else process.stdin.resume().on("end", () => process.exit());

function exit(): never {
	writeFileSync(SCRIPTED_AGENT_END, String(Date.now()));
	process.exit(EXIT_CODE);
}

function send(message: object): void {
	process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function update(sessionUpdate: string, fields: object): void {
	send({ method: "session/update", params: { sessionId: SESSION_ID, update: { sessionUpdate, ...fields } } });
}

function say(text: string): void {
	update("agent_message_chunk", { content: { type: "text", text } });
}

function textOf(text: string): object {
	return { type: "content", content: { type: "text", text } };
}

function ask(id: number | string, method: string, params: object): Promise<unknown> {
	return new Promise((resolve) => {
		waiting.set(id, resolve);
		send({ id, method, params: { sessionId: SESSION_ID, ...params } });
	});
}

function askPermission(id: number | string, kind = "allow_once"): Promise<unknown> {
	const options = [
		{ optionId: "yes", name: "Yes", kind },
		{ optionId: "no", name: "No", kind: "reject_once" },
	];
	return ask(id, "session/request_permission", { toolCall: { toolCallId: "call", title: "Do it" }, options });
}

/**
 * Sends several permission requests at once, each for its own tool call, and reports the answers.
 *
 * @param kinds - Of the options, whose ids are the same unless another one follows a colon.
 */
async function askAll(count: number, kinds: string): Promise<void> {
	const options = kinds.split(",").map((option) => {
		const [kind = "", optionId = kind] = option.split(":");
		return { optionId, name: kind.replace("_", " "), kind };
	});
	const answers = Array.from({ length: count }, (_, index) => {
		const toolCall = { toolCallId: `call-${index}`, title: `Run ${index}`, kind: "execute" };
		return ask(`all-${index}`, "session/request_permission", { toolCall, options });
	});
	say(JSON.stringify(await Promise.all(answers)));
}

/** A server keeps the newest 1,024 updates for its readers. */
const CALLS_AT_ONCE = 200;

/** Starts a number of tool calls as fast as they are accepted; requests in between pace the stream. */
async function begin(count: number): Promise<void> {
	for (let number = 0; number < count; number++) {
		const call = { toolCallId: `call-${number}`, title: `Run ${number}`, kind: "execute", status: "in_progress" };
		update("tool_call", { ...call, rawInput: { command: `make ${number}` } });
		if (number % CALLS_AT_ONCE === 0) await ask(`taken-${number}`, "fs/read_text_file", { path: "/x" });
	}
}

/** A text of a given length, in lines of 50 characters. */
function linesOf(characters: number, word: string): string {
	return `${word.padEnd(49, ".")}\n`.repeat(Math.ceil(characters / 50));
}

/** A diff of one file, with half of the given characters before and half after. */
function diffOf(characters: number): object {
	const half = characters / 2;
	return { type: "diff", path: "/large.txt", oldText: linesOf(half, "old"), newText: linesOf(half, "new") };
}

function sendDiff(characters: number): void {
	const content = [diffOf(characters)];
	update("tool_call", { toolCallId: "diff", title: "Edit", kind: "edit", status: "completed", content });
}

/** A PNG's header for 640 × 480 pixels, and bytes up to the given size. Each number makes another picture. */
function picture(bytes: number, number: number): string {
	const png = Buffer.alloc(bytes, number + 1);
	png.write("89504e470d0a1a0a0000000d4948445200000280000001e0", "hex");
	return png.toString("base64");
}

/** Sends a picture as some tools of MCP do: in the raw output alone. */
function sendRawPicture(bytes: number): void {
	const image = { type: "image", mimeType: "image/png", data: picture(bytes, 0) };
	update("tool_call", { toolCallId: "drawn", title: "Draw", status: "completed", rawOutput: { content: [image] } });
}

/** Sends pictures in messages, and the last one in a tool call as well. */
function sendPictures(bytes: number, count: number): void {
	const image = (number: number) => ({ type: "image", mimeType: "image/png", data: picture(bytes, number) });
	for (let number = 0; number < count; number++) update("agent_message_chunk", { content: image(number) });
	const content = [{ type: "content", content: image(count - 1) }];
	update("tool_call", { toolCallId: "shot", title: "Screenshot", content, rawOutput: { content: [image(count - 1)] } });
}

/** JSON without readable text: a list of a given number of characters. */
function rawOutput(characters: number): object {
	return { rows: Array.from({ length: characters / 100 }, (_, row) => ({ row, cells: "x".repeat(75) })) };
}

async function askWithDiff(characters: number): Promise<void> {
	const toolCall = { toolCallId: "ask-diff", title: "Edit", kind: "edit", content: [diffOf(characters)] };
	const options = [{ optionId: "yes", name: "Yes", kind: "allow_once" }];
	say(JSON.stringify(await ask("ask-diff", "session/request_permission", { toolCall, options })));
}

async function take({ id, method, params, result, error }: Message): Promise<void> {
	if (method === undefined && id !== undefined) waiting.get(id)?.(result ?? error);
	if (method === "session/cancel") cancelTurn?.();
	if (id === undefined) return;
	if (process.argv.includes(`--exit-in=${method}`)) exit();
	if (process.argv.includes(`--silent-in=${method}`)) return;
	if (method === "initialize") {
		clientCapabilities = params?.clientCapabilities;
		const promptCapabilities = { image: true, embeddedContext: false };
		const steers = process.argv.some((argument) => argument.startsWith("--steers"));
		const _meta = steers ? { steering: { supported: true } } : undefined;
		send({ id, result: { protocolVersion: 1, agentCapabilities: { promptCapabilities }, _meta } });
	}
	if (method === "_session/steering") return answerSteering(id, params?.prompt);
	if (method?.startsWith("_") || method === "session/set_model")
		send({ id, error: { code: -32601, message: "Method not found" } });
	if (method === "session/new") send({ id, result: { sessionId: SESSION_ID, configOptions: [], modes: MODES } });
	if (method === "session/set_mode") send({ id, result: {} });
	if (method === "session/set_config_option")
		send({ id, error: { code: -32602, message: "There is no such option." } });
	if (method === "session/prompt")
		send({ id, ...(await answer(id, params?.prompt?.map(({ text }) => text ?? "") ?? [])) });
}

function answerSteering(id: Message["id"], prompt: NonNullable<Message["params"]>["prompt"]): void {
	if (process.argv.includes("--steers=exit")) exit();
	if (process.argv.includes("--steers=refuse")) {
		send({ id, error: { code: -32602, message: "There is no such prompt." } });
		return;
	}
	const outcome = steer(prompt);
	if (!process.argv.includes("--steers=silent")) send({ id, result: { outcome } });
}

/** Takes a prompt into the turn that waits, and goes on with it; `finish` ends the turn. */
function steer(prompt: NonNullable<Message["params"]>["prompt"]): string {
	if (process.argv.includes("--steers=never") || !cancelTurn) return "promptRequired";
	say(`steered: ${prompt?.map(({ text }) => text).join()}`);
	if (prompt?.[0]?.text === "finish") endTurn?.();
	return "injected";
}

/** Ends the turn with a stop reason, or with the requested error as JSON. */
async function answer(promptId: number | string, texts: readonly string[]): Promise<object> {
	const [, error] = /^fail (.+)$/.exec(texts.at(-1) ?? "") ?? [];
	return error === undefined
		? { result: { stopReason: await playTurn(promptId, texts) } }
		: { error: JSON.parse(error) };
}

function commands(count: number): object[] {
	return Array.from({ length: count }, (_, number) => ({ name: `command-${number}`, description: "x".repeat(1_000) }));
}

const MODES = {
	currentModeId: "ask",
	availableModes: [
		{ id: "ask", name: "Ask" },
		{ id: "code", name: "Code" },
	],
};

/** Plays the last text of the prompt; texts before it are history from the SDK. */
async function playTurn(promptId: number | string, texts: readonly string[]): Promise<string> {
	const [word, argument, kinds = ""] = (texts.at(-1) ?? "").split(" ");
	if (word === "die") {
		say("Goodbye");
		exit();
	}
	if (word === "burst") for (let index = 0; index < Number(argument); index++) say(`${index} `);
	if (word === "log")
		update("tool_call", { toolCallId: "log", title: "Log", content: [textOf("x".repeat(Number(argument)))] });
	if (word === "diff") sendDiff(Number(argument));
	if (word === "raw") update("tool_call", { toolCallId: "raw", title: "Raw", rawOutput: rawOutput(Number(argument)) });
	if (word === "raw-picture") sendRawPicture(Number(argument));
	if (word === "picture") sendPictures(Number(argument), Number(kinds || 1));
	if (word === "say") say("x".repeat(Number(argument)));
	if (word === "ask-diff") await askWithDiff(Number(argument));
	if (word === "ask-often")
		await Promise.all(Array.from({ length: Number(argument) }, (_, id) => askPermission(`ask-${id}`)));
	if (word === "ask-all") await askAll(Number(argument), kinds);
	if (word === "calls" || word === "calls-and-wait") await begin(Number(argument));
	if (word === "offer") update("available_commands_update", { availableCommands: commands(Number(argument)) });
	if (word === "ask") say(JSON.stringify(await askPermission("permission", argument)));
	if (word === "collide") say(JSON.stringify(await askPermission(promptId)));
	if (word === "read") say(JSON.stringify(await ask(promptId, "fs/read_text_file", { path: "/x" })));
	if (word === "babble") process.stdout.write('this is not JSON\n[1,2]\nnull\n"text"\n42\n');
	if (word === "slow") for (let step = 0; step < 5; step++) await pause(Number(argument) / 5);
	if (word === "slow-ask") {
		const asked = askPermission("permission");
		for (let step = 0; step < 5; step++) await pause(Number(argument) / 5);
		say(JSON.stringify(await asked));
	}
	if (word === "write") await write(promptId, (texts.at(-1) ?? "").slice("write ".length));
	if (word === "echo") say(JSON.stringify(texts));
	if (word === "capabilities") say(JSON.stringify(clientCapabilities));
	if (word === "env") say(JSON.stringify({ env: process.env, folder: process.cwd() }));
	if (word === "stream") for (let part = 0; part < Number(argument); part++) say("x".repeat(100_000));
	if (word === "invent") update(argument ?? "", { anything: [1, { of: "any shape" }] });
	if (word === "later") setTimeout(() => update("session_info_update", { title: "Later" }), 50);
	if (word === "answer-twice") send({ id: promptId, result: { stopReason: "end_turn" } });
	if (word === "close-stdout") closeSync(process.stdout.fd);
	if (word === "close-stdout" || word === "ignore-cancel") await new Promise(() => undefined);
	if (word === "wait" || word === "ask-and-wait" || word === "calls-and-wait")
		return waitForCancel(word === "ask-and-wait");
	return "end_turn";
}

/**
 * Writes lines as they are, and reports the answers to the requests in them.
 *
 * @param request - A JSON array: the text to write, with ID for the prompt's id, and the ids of its requests.
 */
async function write(promptId: number | string, request: string): Promise<void> {
	const [lines, ...ids] = JSON.parse(request) as string[];
	const answers = ids.map((id) => new Promise((resolve) => waiting.set(id, resolve)));
	process.stdout.write((lines ?? "").replaceAll("ID", JSON.stringify(promptId)));
	for (const answer of answers) say(JSON.stringify(await answer));
}

async function pause(ms: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, ms));
	say("tick ");
}

async function waitForCancel(asks: boolean): Promise<string> {
	const stopReason = new Promise<string>((resolve) => {
		cancelTurn = () => resolve("cancelled");
		endTurn = () => resolve("end_turn");
	});
	say("waiting");
	const answer = asks ? await askPermission("permission") : undefined;
	await stopReason;
	if (answer) say(JSON.stringify(answer));
	cancelTurn = undefined;
	return stopReason;
}
