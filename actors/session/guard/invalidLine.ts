import type { JsonRpcId } from "./jsonRpc.ts";

/** What is in a line of an agent's output that the server could not parse. */
interface LineContents {
	/** The messages of the line as valid JSON, in their order, with U+FFFD for each half of a surrogate pair. */
	readonly messages: readonly string[];
	/** What begins like a message and cannot be read. */
	readonly unreadable: readonly UnreadableMessage[];
	/** Whether there is other text on the line: then it may be a log that quotes messages. */
	readonly isMixed: boolean;
}

/** What is still known of a message that cannot be read. */
export interface UnreadableMessage {
	readonly id: JsonRpcId | undefined;
	readonly method: string | undefined;
	/** It has a result or an error. */
	readonly isResponse: boolean;
	/** The length of its text. */
	readonly characters: number;
}

/** A message is an object with names: other braces open none. */
const OBJECT_START = /\{(?=\s*["'}])/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours, control characters and byte order marks are no text
const INVISIBLE = /\u001b\[[0-9;?]*[ -/]*[@-~]|[\u0000-\u001f\u007f\uFEFF\s]/g;

/**
 * Finds the messages in a line that is not valid JSON. Agents truncate a text within a surrogate pair, write raw control
 * characters, `NaN` or a byte order mark, put two messages on one line, or a log in front of a message.
 */
export function readInvalidLine(line: string): LineContents {
	const messages: string[] = [];
	const unreadable: UnreadableMessage[] = [];
	let others = "";
	let position = 0;
	// What looks like an object and is none is read again from its next brace, but only so far: the time stays linear.
	for (let wasted = 0; wasted <= line.length; ) {
		OBJECT_START.lastIndex = position;
		const start = OBJECT_START.exec(line)?.index;
		if (start === undefined) break;
		others += line.slice(position, start);
		const { json, end, head } = readObject(line, start);
		if (json !== null) {
			messages.push(json);
			position = end;
		} else if (head) {
			wasted += end - start;
			unreadable.push({ ...head, characters: end - start });
			const next = line.indexOf('{"jsonrpc"', start + 1);
			position = next === -1 ? line.length : next;
		} else {
			wasted += end - start;
			others += "{";
			position = start + 1;
		}
	}
	others += line.slice(position);
	return { messages, unreadable, isMixed: others.replace(INVISIBLE, "") !== "" };
}

interface ObjectText {
	/** Null when it is not complete, or not JSON. */
	readonly json: string | null;
	readonly end: number;
	/** Of an object that says it is a message. */
	readonly head: Omit<UnreadableMessage, "characters"> | null;
}

/** The SDK's server refuses what is nested deeper, and so do other parsers that work by recursion. */
const MAX_DEPTH = 120;
const TOO_DEEP = '"…"';

const WORD = /[^\s"{}[\],:]+/y;
/** What JavaScript, Python, C and Ruby write for what JSON has no word for. */
const NO_VALUE = /^(?:[-+]?(?:nan|inf|infinity)|undefined|none|nil)$/i;
const BOOLEAN = /^(?:true|false)$/i;

/** A word outside of strings as JSON. Numbers may be written as in JavaScript: `.5`, `+1`, `0x1f`. */
function wordToJson(word: string): string {
	if (NO_VALUE.test(word)) return "null";
	if (BOOLEAN.test(word)) return word.toLowerCase();
	const number = Number(word);
	return Number.isNaN(number) || isJson(word) ? word : JSON.stringify(number);
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** Reads the object that begins at `start`, and writes it again as valid JSON. */
function readObject(line: string, start: number): ObjectText {
	const parts: string[] = [];
	const closing: string[] = [];
	const head = new MessageHead();
	let keptParts = 0;
	let hasComma = false;
	let position = start;
	const end = (json: string | null) => ({ json, end: position, head: head.get() });
	const push = (text: string) => {
		if (hasComma) parts.push(",");
		hasComma = false;
		parts.push(text);
	};
	while (position < line.length) {
		const char = line.charAt(position);
		if (char === "{" || char === "[") {
			push(char);
			if (closing.length === MAX_DEPTH) keptParts = parts.length - 1;
			closing.push(char === "{" ? "}" : "]");
			head.openValue(closing.length);
			position += 1;
		} else if (char === "}" || char === "]") {
			if (closing.pop() !== char) return end(null);
			hasComma = false;
			parts.push(char);
			if (closing.length === MAX_DEPTH) parts.splice(keptParts, Number.POSITIVE_INFINITY, TOO_DEEP);
			position += 1;
			if (closing.length === 0) return end(toValidJson(parts.join("")));
		} else if (char === '"') {
			const string = readString(line, position);
			position = string.end;
			if (string.json === null) return end(null);
			push(string.json);
			head.addToken(string.json, closing.length);
		} else if (char === ",") {
			if (hasComma) return end(null);
			hasComma = true;
			head.endValue(closing.length);
			position += 1;
		} else if (char === ":") {
			push(char);
			head.endName(closing.length);
			position += 1;
		} else {
			WORD.lastIndex = position;
			const [word = " "] = WORD.exec(line) ?? [];
			if (word === " ") parts.push(word);
			else push(wordToJson(word));
			if (word !== " ") head.addToken(word, closing.length);
			position += word.length;
		}
	}
	return end(null);
}

function toValidJson(text: string): string | null {
	try {
		// Written again, because a number like 1e400 is read as Infinity.
		return JSON.stringify(JSON.parse(text));
	} catch {
		return null;
	}
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON does not allow them in strings
const PLAIN_TEXT = /[^"\\\u0000-\u001f]+/y;
const ESCAPED_PAIR = /\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}/iy;
const ESCAPED_HALF = /\\ud[89a-f][0-9a-f]{2}/iy;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-f]{4})/iy;

/** Reads the string that begins at `start`, and writes it as valid JSON; null when it does not end. */
function readString(line: string, start: number): { readonly json: string | null; readonly end: number } {
	const parts = ['"'];
	let position = start + 1;
	const take = (pattern: RegExp) => {
		pattern.lastIndex = position;
		const text = pattern.exec(line)?.[0];
		position += text?.length ?? 0;
		return text;
	};
	while (position < line.length) {
		const char = line.charAt(position);
		if (char === '"') return { json: `${parts.join("")}"`, end: position + 1 };
		const text = take(PLAIN_TEXT) ?? take(ESCAPED_PAIR);
		if (text !== undefined) parts.push(text);
		else if (take(ESCAPED_HALF) !== undefined) parts.push("\\ufffd");
		else {
			// A raw control character, or a backslash that escapes nothing, stands for itself.
			const escaped = take(ESCAPE);
			parts.push(escaped ?? JSON.stringify(char).slice(1, -1));
			if (escaped === undefined) position += 1;
		}
	}
	return { json: null, end: position };
}

/** Collects the id and the method of an object while it is read. */
class MessageHead {
	/** Of the object's own members, not of what is nested in them. */
	readonly #members = new Map<string, string>();
	#lastToken = "";
	#name: string | null = null;

	addToken(token: string, depth: number): void {
		if (depth !== 1) return;
		if (this.#name === null) this.#lastToken = withoutQuotes(token);
		else this.#members.set(this.#name, token);
	}

	endName(depth: number): void {
		if (depth !== 1) return;
		this.#name = this.#lastToken;
		this.#members.set(this.#name, "");
	}

	openValue(depth: number): void {
		if (depth === 2) this.#name = null;
	}

	endValue(depth: number): void {
		if (depth === 1) this.#name = null;
	}

	/** Null for an object that does not say it is a message. */
	get(): ObjectText["head"] {
		const members = this.#members;
		if (!members.has("jsonrpc")) return null;
		const method = withoutQuotes(members.get("method") ?? "");
		const isResponse = !members.has("method") && (members.has("result") || members.has("error"));
		return { id: parseId(members.get("id") ?? ""), method: method === "" ? undefined : method, isResponse };
	}
}

function withoutQuotes(token: string): string {
	return token.replace(/^(["'])(.*)\1$/s, "$2");
}

function parseId(token: string): JsonRpcId | undefined {
	if (/^-?\d{1,15}$/.test(token)) return Number(token);
	return /^(["']).+\1$/s.test(token) && token.length <= 200 ? withoutQuotes(token) : undefined;
}

/** So many messages apart, a message and a log that quotes it are still recognised as the same. */
const REPEAT_DISTANCE = 8;
/** Longer messages are not compared: no log quotes them whole. */
const MAX_COMPARED_CHARACTERS = 100_000;

/** What agents send while they work. A log may also quote what the agent has received. */
const AGENT_METHOD = /^(?:session\/(?:update|request_permission)|elicitation\/|fs\/|terminal\/)/;
/** What the responses have that a session cannot do without. The answers of people, which a log may quote, have none. */
const RESULT_FIELDS = ["protocolVersion", "sessionId", "stopReason"];

/**
 * Decides which messages of mixed lines count: an agent may write a message behind other text, or only log it. It counts
 * if it is one that agents send, and if it was not sent by itself shortly before or after.
 */
export class QuotedMessages {
	#sent: string[] = [];
	#quoted: { readonly text: string; age: number }[] = [];

	/** Whether a message from a mixed line is to be received. */
	takeQuoted(json: string): boolean {
		if (json.length > MAX_COMPARED_CHARACTERS || !isSentByAgents(JSON.parse(json))) return false;
		const text = canonicalJson(json);
		if (this.#sent.some((sent) => canonicalJson(sent) === text)) return false;
		this.#quoted.push({ text, age: 0 });
		return true;
	}

	/** Whether a message of its own is to be received: not if a log has quoted it before. */
	takeSent(json: string): boolean {
		if (json.length > MAX_COMPARED_CHARACTERS) return true;
		if (this.#quoted.length > 0) {
			const text = canonicalJson(json);
			const index = this.#quoted.findIndex((quoted) => quoted.text === text);
			if (index !== -1) this.#quoted.splice(index, 1);
			for (const quoted of this.#quoted) quoted.age += 1;
			this.#quoted = this.#quoted.filter(({ age }) => age < REPEAT_DISTANCE);
			if (index !== -1) return false;
		}
		this.#sent.push(json);
		if (this.#sent.length > REPEAT_DISTANCE) this.#sent.shift();
		return true;
	}
}

function isSentByAgents(message: { jsonrpc?: unknown; method?: unknown; result?: unknown }): boolean {
	if (message.jsonrpc !== "2.0") return false;
	if (message.method !== undefined) return AGENT_METHOD.test(String(message.method));
	const { result } = message;
	return typeof result === "object" && result !== null && RESULT_FIELDS.some((field) => field in result);
}

/** The same for two messages that differ only in white space and in the order of their members. */
function canonicalJson(json: string): string {
	return JSON.stringify(JSON.parse(json), (_name, value: unknown) => {
		if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
		return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
	});
}
