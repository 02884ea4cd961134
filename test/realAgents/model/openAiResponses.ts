import type { ServerResponse } from "node:http";
import * as v from "valibot";
import { EventStream } from "./EventStream.ts";
import type { ModelRequest } from "./ScriptedModel.ts";
import { type Block, type ConversationPart, chooseTool, missingTool, PROGRAM_TOOL, type ToolUse } from "./script.ts";

const WORD_PAUSE_MS = 5;

const toolSchema = v.looseObject({
	type: v.string(),
	name: v.optional(v.string()),
	description: v.optional(v.string()),
});

const toolOrNamespaceSchema = v.looseObject({ ...toolSchema.entries, tools: v.optional(v.array(toolSchema)) });

const requestSchema = v.object({
	model: v.fallback(v.string(), "scripted"),
	tools: v.fallback(v.array(toolOrNamespaceSchema), []),
	instructions: v.fallback(v.string(), ""),
	input: v.array(
		v.looseObject({
			type: v.optional(v.string()),
			role: v.optional(v.string()),
			content: v.optional(v.union([v.string(), v.array(v.looseObject({ text: v.optional(v.string()) })), v.null()])),
			/** Newer models get their tools as part of the conversation. */
			tools: v.optional(v.array(toolOrNamespaceSchema)),
		}),
	),
});

type ResponsesRequest = v.InferOutput<typeof requestSchema>;

/** A tool that the agent offers. */
interface OfferedTool {
	readonly name: string;
	readonly isCustom: boolean;
	/** Of a tool in a namespace other than the default one. */
	readonly namespace?: string;
	/** The tool that runs a program, which calls this one. */
	readonly through?: OfferedTool;
}

/** Answers a request of OpenAI's Responses API. */
export async function answerResponses(
	body: unknown,
	response: ServerResponse,
	choose: (request: ModelRequest) => readonly Block[],
): Promise<void> {
	const request = v.parse(requestSchema, body);
	const offered = [...request.tools, ...request.input.flatMap(({ tools = [] }) => tools)].flatMap(listTools);
	const blocks = choose({
		tools: offered.map(({ name }) => name),
		instructions: instructionsIn(request),
		parts: request.input.map(partOf),
	});
	const failure = blocks.find((block) => "fail" in block)?.fail;
	if (failure) {
		response.writeHead(failure.status, { "content-type": "application/json" });
		response.end(JSON.stringify({ error: { message: failure.message, type: "server_error", code: null } }));
		return;
	}
	await streamResponse(new EventStream(response), request.model, blocks, offered);
}

const DEFAULT_NAMESPACE = "functions";

function listTools(tool: v.InferOutput<typeof toolOrNamespaceSchema>): readonly OfferedTool[] {
	if (tool.tools) return tool.tools.flatMap((inner) => nameTool(inner, tool.name));
	return nameTool(tool);
}

function nameTool(
	{ type, name = type, description = "" }: v.InferOutput<typeof toolSchema>,
	namespace = DEFAULT_NAMESPACE,
): readonly OfferedTool[] {
	const tool = { name, isCustom: type === "custom", ...(namespace !== DEFAULT_NAMESPACE && { namespace }) };
	// A tool that runs a program declares the functions that the program may call.
	const inner = [...description.matchAll(/declare const tools: \{ (\w+)\(/g)];
	return [tool, ...inner.map(([, called = ""]) => ({ name: called, isCustom: false, through: tool }))];
}

const MODEL_TYPE = /^reasoning$|_call$/;

function partOf({ type = "message", role, content }: ResponsesRequest["input"][number]): ConversationPart {
	if (type !== "message") return { by: MODEL_TYPE.test(type) ? "model" : "agent", text: "" };
	return { by: role === "assistant" ? "model" : "agent", text: textIn(content) };
}

function textIn(content: ResponsesRequest["input"][number]["content"]): string {
	return typeof content === "string" ? content : (content ?? []).map(({ text = "" }) => text).join("\n");
}

/** Agents add to their instructions in the conversation, as its developer. */
function instructionsIn({ instructions, input }: ResponsesRequest): string {
	const added = input.filter(({ role }) => role === "developer" || role === "system");
	return [instructions, ...added.map(({ content }) => textIn(content))].join("\n");
}

const USAGE = {
	input_tokens: 1_000,
	input_tokens_details: { cached_tokens: 0 },
	output_tokens: 40,
	output_tokens_details: { reasoning_tokens: 0 },
	total_tokens: 1_040,
};

/** An item of the response's output. */
type Item = Readonly<Record<string, unknown>> & { readonly id: string };

async function streamResponse(
	stream: EventStream,
	model: string,
	blocks: readonly Block[],
	offered: readonly OfferedTool[],
): Promise<void> {
	const head = { id: `resp_${crypto.randomUUID()}`, object: "response", created_at: 1, model };
	const output: Item[] = [];
	stream.send("response.created", { response: { ...head, status: "in_progress", output: [] } });
	for (const block of blocks) output.push(await streamBlock({ stream, index: output.length }, block, offered));
	stream.send("response.completed", { response: { ...head, status: "completed", output, usage: USAGE } });
	stream.end();
}

async function streamBlock(place: ItemPlace, block: Block, offered: readonly OfferedTool[]): Promise<Item> {
	if ("think" in block) return await streamThought(place, block.think);
	if ("say" in block) return await streamText(place, block.say, block.pauseMs);
	const use = "use" in block ? block.use : {};
	const chosen = chooseTool(
		use,
		offered.map(({ name }) => name),
	);
	const tool = chosen && findTool(chosen.name, offered);
	if (!chosen || !tool) return await streamText(place, missingTool(use));
	if (!tool.through) return streamCall(place, tool, chosen.input);
	return streamCall(place, tool.through, `text(await tools.${tool.name}(${JSON.stringify(chosen.input)}));`);
}

/** A tool that is not listed is called by a program, under a name that JavaScript can write. */
function findTool(name: string, offered: readonly OfferedTool[]): OfferedTool | undefined {
	const listed = offered.find((tool) => tool.name === name);
	const through = offered.find((tool) => tool.name === PROGRAM_TOOL);
	return listed ?? (through && { name: name.replace(/\W/g, "_"), isCustom: false, through });
}

/** Where an item of the output is streamed. */
interface ItemPlace {
	readonly stream: EventStream;
	readonly index: number;
}

async function streamText({ stream, index }: ItemPlace, text: string, pauseMs = WORD_PAUSE_MS): Promise<Item> {
	const item = { id: `msg_${crypto.randomUUID()}`, type: "message", role: "assistant" };
	const place = { item_id: item.id, output_index: index, content_index: 0 };
	stream.send("response.output_item.added", {
		output_index: index,
		item: { ...item, status: "in_progress", content: [] },
	});
	await stream.sendWords(text, pauseMs, (delta) => stream.send("response.output_text.delta", { ...place, delta }));
	const done = { ...item, status: "completed", content: [{ type: "output_text", text, annotations: [] }] };
	stream.send("response.output_item.done", { output_index: index, item: done });
	return done;
}

async function streamThought({ stream, index }: ItemPlace, text: string): Promise<Item> {
	const item = { id: `rs_${crypto.randomUUID()}`, type: "reasoning", encrypted_content: null };
	const place = { item_id: item.id, output_index: index, summary_index: 0 };
	stream.send("response.output_item.added", { output_index: index, item: { ...item, summary: [] } });
	stream.send("response.reasoning_summary_part.added", { ...place, part: { type: "summary_text", text: "" } });
	await stream.sendWords(text, WORD_PAUSE_MS, (delta) =>
		stream.send("response.reasoning_summary_text.delta", { ...place, delta }),
	);
	stream.send("response.reasoning_summary_text.done", { ...place, text });
	const done = { ...item, summary: [{ type: "summary_text", text }] };
	stream.send("response.output_item.done", { output_index: index, item: done });
	return done;
}

/** A call with JSON, or of a tool that takes text. */
function streamCall({ stream, index }: ItemPlace, tool: OfferedTool, input: ToolUse[string]): Item {
	const { name, namespace, isCustom } = tool;
	const text = typeof input === "string" ? input : JSON.stringify(input);
	const [type, key] = isCustom ? ["custom_tool_call", "input"] : ["function_call", "arguments"];
	const item = { id: `call_${crypto.randomUUID()}`, call_id: crypto.randomUUID(), type, name, namespace };
	const added = { ...item, [key]: "", status: "in_progress" };
	const done = { ...item, [key]: text, status: "completed" };
	stream.send("response.output_item.added", { output_index: index, item: added });
	stream.send("response.output_item.done", { output_index: index, item: done });
	return done;
}
