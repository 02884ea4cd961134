import { arrange } from "./arrange.ts";
import type { Recording } from "./readRecordings.ts";
import {
	exitCodeIn,
	field,
	type PromptEnd,
	type Said,
	type SaidCall,
	type SaidSession,
	toJson,
	withoutFences,
} from "./said.ts";

// The oracle: what the agent's standard input and output say, read by ACP's own rules. It shares no code with the product,
// so that a mistake there is not repeated here.

/** A message of JSON-RPC, of unknown form. */
type Message = Readonly<Record<string, unknown>>;

export interface WireReading {
	readonly said: readonly Said[];
	readonly session: SaidSession;
	/** The names of the logins that the newest process offers. */
	readonly logins: readonly string[];
}

/** Reads all processes of a session, one after another. */
export function reduceWire(recordings: readonly Recording[]): WireReading {
	const reader = new WireReader();
	for (const recording of recordings) reader.read(recording);
	return reader.result();
}

interface OpenPrompt {
	readonly text: string;
	end: PromptEnd;
}

/** A tool call as it grows. Each field that is reported replaces the one before. */
interface GrowingCall {
	readonly id: string;
	readonly reported: Record<string, unknown>;
	/** What `_meta` reports of a terminal that the agent runs itself; null if it has none. */
	terminal: { output: string; exitCode: number | null; wasKilled: boolean } | null;
}

interface OpenPermission {
	readonly toolCallId: string;
	readonly options: readonly Message[];
	answer: string | null;
}

type Entry =
	| { readonly kind: "prompt"; readonly prompt: OpenPrompt }
	| { readonly kind: "text"; readonly of: "message" | "thought"; readonly text: string; readonly pictures: number }
	| { readonly kind: "call"; readonly call: GrowingCall }
	| { readonly kind: "plan"; entries: readonly string[] }
	| { readonly kind: "permission"; readonly permission: OpenPermission }
	| { readonly kind: "question"; readonly text: string; answer: string }
	| { readonly kind: "other"; readonly name: string };

/** An entry, the turn that it was said in or after, and the call of the subagent who said it. */
interface PlacedEntry {
	readonly entry: Entry;
	readonly turn: number;
	readonly parentId: string | undefined;
}

/** ACP's code for a missing login; other agents use it for more. */
const LOGIN_ERROR = -32_000;

class WireReader {
	readonly #entries: PlacedEntry[] = [];
	readonly #calls = new Map<string, GrowingCall>();
	#title: string | null = null;
	#settings: Readonly<Record<string, string>> = {};
	#commands: readonly string[] = [];
	#contextUsed: number | null = null;
	/** Requests without a response yet, by who sent them and their id. */
	#pending = new Map<string, (response: Message) => void>();
	/** While an earlier session is loaded, the agent repeats what was said in it. */
	#isRepeating = false;
	#logins: readonly string[] = [];
	/** Whether the agent needs a login, which it offers: then it is ended, and nobody listens to it any more. */
	#needsLogin = false;
	/** How many turns have ended. What an agent says after a turn is not part of what it said in the turn. */
	#turn = 0;
	#running: OpenPrompt | null = null;
	/** The plans of the last prompt, by their ids, each of which a new one replaces. */
	#plans = new Map<string, Extract<Entry, { kind: "plan" }>>();
	readonly #notices: string[] = [];
	/** What the agent says since it has reported that the turn fails: the text of the error. Null while it has not. */
	#failure: string | null = null;

	read({ lines }: Recording): void {
		// What the process before has not answered is never answered.
		this.#pending = new Map();
		this.#isRepeating = false;
		this.#logins = [];
		this.#needsLogin = false;
		if (this.#running?.end.status === "running") this.#running.end = { status: "lost" };
		for (const { direction, text } of lines) {
			const message = parseMessage(text);
			if (message && !this.#needsLogin) this.#readMessage(direction, message);
		}
	}

	#readMessage(direction: "in" | "out", message: Message): void {
		const { id, method, params } = message;
		if (typeof method !== "string") {
			const key = `${direction === "in" ? "out" : "in"} ${id}`;
			this.#pending.get(key)?.(message);
			this.#pending.delete(key);
			return;
		}
		const onResponse = direction === "in" ? this.#readRequest(method, params) : this.#readAgentMessage(method, params);
		if (id !== undefined && onResponse) this.#pending.set(`${direction} ${id}`, onResponse);
	}

	#readRequest(method: string, params: unknown): ((response: Message) => void) | null {
		switch (method) {
			case "initialize":
				return ({ result }) => {
					this.#logins = listOf(field(result, "authMethods")).map(({ name }) => String(name));
				};
			case "session/prompt":
				return this.#readPrompt(params);
			case "session/new":
			case "session/resume":
				return ({ result }) => this.#readSettings(result);
			case "session/load":
				this.#isRepeating = true;
				return ({ result }) => {
					this.#isRepeating = false;
					this.#readSettings(result);
				};
			case "session/set_config_option":
				return ({ result }) => this.#readSettings(result);
			case "session/set_mode":
				return ({ error }) => {
					if (!error) this.#setSetting("mode", field(params, "modeId"));
				};
			default:
				return null;
		}
	}

	#readPrompt(params: unknown): (response: Message) => void {
		const prompt: OpenPrompt = { text: textOf(field(params, "prompt")), end: { status: "running" } };
		this.#add({ kind: "prompt", prompt });
		this.#running = prompt;
		this.#plans = new Map();
		this.#failure = null;
		return ({ result, error }) => {
			this.#turn += 1;
			this.#needsLogin = this.#logins.length > 0 && field(error, "code") === LOGIN_ERROR;
			if (error) prompt.end = { status: "failed", error: JSON.stringify(error) };
			else if (this.#failure !== null) prompt.end = { status: "failed", error: this.#failure };
			else prompt.end = { status: "ended", stopReason: String(field(result, "stopReason")) };
			this.#failure = null;
		};
	}

	#readAgentMessage(method: string, params: unknown): ((response: Message) => void) | null {
		switch (method) {
			case "session/update":
				if (!this.#isRepeating) this.#readUpdate(field(params, "update"));
				return null;
			case "session/request_permission":
				return this.#readPermission(params);
			case "elicitation/create":
				return this.#readQuestion(params);
			default:
				return null;
		}
	}

	#readPermission(params: unknown): (response: Message) => void {
		const toolCall = field(params, "toolCall");
		const toolCallId = String(field(toolCall, "toolCallId"));
		this.#growCall(toolCallId, toolCall);
		const options = listOf(field(params, "options"));
		const permission: OpenPermission = { toolCallId, options, answer: null };
		this.#add({ kind: "permission", permission });
		return ({ result }) => {
			const optionId = field(field(result, "outcome"), "optionId");
			const chosen = options.find((option) => option.optionId === optionId);
			permission.answer = chosen ? String(chosen.kind) : null;
		};
	}

	#readQuestion(params: unknown): (response: Message) => void {
		const entry: Extract<Entry, { kind: "question" }> = {
			kind: "question",
			text: String(field(params, "message")),
			answer: "pending",
		};
		this.#add(entry);
		return ({ result, error }) => {
			const content = toJson(field(result, "content"));
			entry.answer = error ? "refused" : [String(field(result, "action")), content].join(" ").trim();
		};
	}

	#readUpdate(update: unknown): void {
		const name = String(field(update, "sessionUpdate"));
		switch (name) {
			case "agent_message_chunk":
				this.#readChunk("message", field(update, "content"), parentIn(update));
				break;
			case "agent_thought_chunk":
				this.#readChunk("thought", field(update, "content"), parentIn(update));
				break;
			case "tool_call":
				this.#endFailure();
				this.#growCall(String(field(update, "toolCallId")), update);
				break;
			case "tool_call_update":
				this.#growCall(String(field(update, "toolCallId")), update);
				break;
			case "plan":
				this.#readPlan("", update);
				break;
			case "plan_update": {
				const plan = field(update, "plan");
				this.#readPlan(String(field(plan, "planId") ?? field(plan, "id") ?? ""), plan);
				break;
			}
			case "notice":
				this.#readNotice(update);
				break;
			case "session_info_update":
				this.#readThreadStatus(field(update, "_meta"));
				this.#title = readTitle(update, this.#title);
				break;
			case "usage_update": {
				const used = field(update, "used");
				if (typeof used === "number") this.#contextUsed = used;
				break;
			}
			case "available_commands_update":
				this.#commands = listOf(field(update, "availableCommands")).map((command) => String(command.name));
				break;
			case "config_option_update":
				this.#readSettings(update);
				break;
			case "current_mode_update":
				this.#setSetting("mode", field(update, "currentModeId"));
				break;
			// The prompt is known from its request.
			case "user_message_chunk":
				break;
			default:
				this.#add({ kind: "other", name });
		}
	}

	/** A notice that is repeated still applies. */
	#readNotice(update: unknown): void {
		const title = String(field(update, "title"));
		if (!this.#notices.includes(title)) this.#notices.push(title);
	}

	#readChunk(of: "message" | "thought", content: unknown, parentId?: string): void {
		const isText = field(content, "type") === "text";
		const text = isText ? String(field(content, "text")) : "";
		if (isText && text === "") return;
		if (of === "thought") this.#endFailure();
		else if (this.#failure !== null) {
			this.#failure += text;
			return;
		}
		this.#add({ kind: "text", of, text, pictures: isText ? 0 : 1 }, parentId);
	}

	#growCall(id: string, change: unknown): void {
		const known = this.#calls.get(id);
		const call = known ?? { id, reported: {}, terminal: null };
		if (!known) {
			this.#calls.set(id, call);
			this.#add({ kind: "call", call }, parentIn(change));
		}
		for (const key of ["title", "kind", "status", "locations", "content", "rawInput", "rawOutput"]) {
			const value = field(change, key);
			if (value !== undefined && value !== null && value !== "") call.reported[key] = value;
		}
		readTerminal(call, field(change, "_meta"));
	}

	#add(entry: Entry, parentId?: string): void {
		this.#entries.push({ entry, turn: this.#turn, parentId });
	}

	#readPlan(id: string, plan: unknown): void {
		const type = field(plan, "type");
		const steps = listOf(field(plan, "entries")).map(({ status, content }) => `${status}: ${content}`);
		const entries = type === "markdown" ? [String(field(plan, "content"))] : steps;
		const known = this.#plans.get(id);
		if (known) known.entries = entries;
		else {
			const entry = { kind: "plan" as const, entries };
			this.#plans.set(id, entry);
			this.#add(entry);
		}
	}

	/** An extension under the name of any agent: its thread has failed, or works. */
	#readThreadStatus(meta: unknown): void {
		const types = Object.values(meta ?? {}).map((extension) => field(field(extension, "threadStatus"), "type"));
		if (types.includes("systemError")) this.#failure ??= "";
		if (types.includes("active")) this.#endFailure();
	}

	/** The agent goes on: what it said was no error. */
	#endFailure(): void {
		const text = this.#failure;
		this.#failure = null;
		if (text) this.#readChunk("message", { type: "text", text });
	}

	#readSettings(from: unknown): void {
		const modes = field(from, "modes");
		if (modes) this.#setSetting("mode", field(modes, "currentModeId"));
		const options = field(from, "configOptions");
		if (!Array.isArray(options)) return;
		const settings = listOf(options).map(({ id, currentValue }) => [String(id), String(currentValue)] as const);
		this.#settings = Object.fromEntries(settings);
	}

	#setSetting(id: string, value: unknown): void {
		this.#settings = { ...this.#settings, [id]: String(value) };
	}

	result(): WireReading {
		const said = arrange(
			this.#entries.map(({ entry, turn, parentId }) => {
				return { said: { ...toSaid(entry), ...(parentId !== undefined && { parentId }) }, turn };
			}),
		);
		const session = {
			title: this.#title,
			settings: this.#settings,
			commands: this.#commands,
			contextUsed: this.#contextUsed,
			notices: this.#notices,
		};
		return { said, session, logins: this.#logins };
	}
}

function parseMessage(text: string): Message | null {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
	} catch {
		return null;
	}
}

/** An extension under the name of any agent: what says it is a subagent that this call has started. */
function parentIn(update: unknown): string | undefined {
	const parents = Object.values(field(update, "_meta") ?? {}).map((extension) => field(extension, "parentToolUseId"));
	return parents.find((parent) => typeof parent === "string");
}

function listOf(value: unknown): readonly Message[] {
	return Array.isArray(value) ? value.map((entry): Message => ({ ...entry })) : [];
}

function textOf(blocks: unknown): string {
	return listOf(blocks)
		.flatMap(({ type, text }) => (type === "text" ? [String(text)] : []))
		.join("\n");
}

function readTitle(update: unknown, before: string | null): string | null {
	const title = field(update, "title");
	return title === undefined ? before : title === null ? null : String(title);
}

function readTerminal(call: GrowingCall, meta: unknown): void {
	const exit = field(meta, "terminal_exit");
	const pieces = [field(meta, "terminal_output"), field(meta, "terminal_output_delta")].map((piece) =>
		field(piece, "data"),
	);
	const isTerminal = field(meta, "terminal_info") ?? exit ?? pieces.find((piece) => piece !== undefined);
	if (isTerminal === undefined) return;
	call.terminal ??= { output: "", exitCode: null, wasKilled: false };
	call.terminal.output += pieces.filter((piece) => typeof piece === "string").join("");
	const code = field(exit, "exit_code");
	if (typeof code === "number") call.terminal.exitCode = code;
	if (typeof field(exit, "signal") === "string") call.terminal.wasKilled = true;
}

function toSaid(entry: Entry): Said {
	switch (entry.kind) {
		case "prompt":
			return { kind: "prompt", ...entry.prompt };
		case "text":
			return entry.of === "thought"
				? { kind: "thought", text: entry.text }
				: { kind: "message", text: entry.text, pictures: entry.pictures };
		case "call":
			return toSaidCall(entry.call);
		case "permission": {
			const { toolCallId, options, answer } = entry.permission;
			return { kind: "permission", toolCallId, options: options.map(({ kind }) => String(kind)), answer };
		}
		case "plan":
		case "question":
		case "other":
			return entry;
	}
}

function toSaidCall({ id, reported, terminal }: GrowingCall): SaidCall {
	const content = listOf(reported.content);
	const blocks = content.flatMap(({ type, content: block }) => (type === "content" ? [block] : []));
	const texts = blocks.flatMap((block) => (field(block, "type") === "text" ? [String(field(block, "text"))] : []));
	const exitCode = exitCodeIn(reported.rawOutput) ?? terminal?.exitCode ?? null;
	return {
		kind: "tool call",
		id,
		title: String(reported.title ?? id),
		toolKind: String(reported.kind ?? "other"),
		status: statusOf(reported.status, Boolean(exitCode) || terminal?.wasKilled === true),
		locations: listOf(reported.locations).map(({ path, line }) =>
			line === undefined || line === null ? `${path}` : `${path}:${line}`,
		),
		output: withoutFences(terminal ? terminal.output : texts.join("\n")),
		diffs: content.flatMap(({ type, path, oldText, newText }) =>
			type === "diff" ? [{ path: String(path), oldText: String(oldText ?? ""), newText: String(newText ?? "") }] : [],
		),
		pictures: blocks.filter((block) => field(block, "type") === "image").length,
		input: toJson(reported.rawInput),
		result: toJson(reported.rawOutput),
		exitCode,
	};
}

/** A command that exits with another code than 0, or by a signal, has failed, whatever its agent calls it. */
function statusOf(status: unknown, hasFailed: boolean): SaidCall["status"] {
	if (status === "failed" || (status === "completed" && hasFailed)) return "failed";
	return status === "completed" ? "completed" : "open";
}
