/** One part of a model's response. */
export type Block =
	/** Text, streamed word by word. */
	| { readonly say: string; readonly pauseMs?: number }
	/** Text that it says only if its instructions contain it: not what people write, but the system prompt. */
	| { readonly repeat: string }
	/** Thoughts, streamed word by word. */
	| { readonly think: string }
	/** A call of one of the agent's tools. */
	| { readonly use: ToolUse }
	/** Instead of a response: an error of the model's API. */
	| { readonly fail: { readonly status: number; readonly message: string } };

/**
 * A call of a tool, under the names that different agents have for it. The first that the agent offers is called. The
 * input is JSON, or text for a tool that takes text.
 */
export type ToolUse = Readonly<Record<string, Readonly<Record<string, unknown>> | string>>;

/** The responses of the model, one after another: what it says, then what it says to the result of its tool calls, … */
export type Script = readonly (readonly Block[])[];

/** One part of the conversation that an agent sends to its model. */
export interface ConversationPart {
	readonly by: "model" | "agent";
	/** Text that the agent passes on from a person, a notice of its own or an instruction; empty for results of tools. */
	readonly text: string;
}

const SCRIPT_NAME = /\bplay:([\w-]+)/g;

/** The text of a prompt that makes the model play a script. */
export function promptFor(scriptName: string): string {
	return `Please play:${scriptName}`;
}

/** Which response is next: the script that was named last, and how often the model has spoken since. Null if none was named. */
export function findPlace(
	parts: readonly ConversationPart[],
): { readonly scriptName: string; readonly step: number } | null {
	const start = parts.findLastIndex(({ by, text }) => by === "agent" && nameIn(text) !== null);
	const scriptName = nameIn(parts[start]?.text ?? "");
	if (scriptName === null) return null;
	const since = parts.slice(start + 1);
	// Several parts by the model in a row are one response.
	const step = since.filter(({ by }, index) => by === "model" && since[index - 1]?.by !== "model").length;
	return { scriptName, step };
}

function nameIn(text: string): string | null {
	return [...text.matchAll(SCRIPT_NAME)].at(-1)?.[1] ?? null;
}

interface ChosenTool {
	readonly name: string;
	readonly input: ToolUse[string];
}

/** A tool that runs a program, which calls other tools. */
export const PROGRAM_TOOL = "exec";

/** The first of a call's tools that the agent offers. Null if it offers none. */
export function chooseTool(use: ToolUse, offered: readonly string[]): ChosenTool | null {
	const name = Object.keys(use).find((known) => offered.includes(known)) ?? deferredTool(use, offered);
	const input = name === undefined ? undefined : use[name];
	return name === undefined || input === undefined ? null : { name, input };
}

/** An agent with a search for tools, or with a tool that runs programs, lists only some of them, but takes calls of all. */
function deferredTool(use: ToolUse, offered: readonly string[]): string | undefined {
	const names = Object.keys(use);
	if (offered.includes("ToolSearch")) return names.find((name) => /^[A-Z]|^mcp__/.test(name));
	return offered.includes(PROGRAM_TOOL) ? names.find((name) => name.startsWith("mcp__")) : undefined;
}

/** What the model says where the agent does not offer any tool that the script calls. */
export function missingTool(use: ToolUse): string {
	return `I have no tool ${Object.keys(use).join(" or ")}.`;
}

/** A text as it is streamed. */
export function splitIntoWords(text: string): readonly string[] {
	return text.match(/\S+\s*|\s+/g) ?? [];
}
