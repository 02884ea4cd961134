import type { ServerResponse } from "node:http";
import * as v from "valibot";
import { EventStream } from "./EventStream.ts";
import type { ModelRequest } from "./ScriptedModel.ts";
import { type Block, type ConversationPart, chooseTool, missingTool } from "./script.ts";

const WORD_PAUSE_MS = 5;

const textsSchema = v.union([v.string(), v.array(v.looseObject({ type: v.string(), text: v.optional(v.string()) }))]);

const requestSchema = v.object({
	model: v.fallback(v.string(), "scripted"),
	stream: v.fallback(v.boolean(), false),
	tools: v.fallback(v.array(v.object({ name: v.string() })), []),
	system: v.fallback(textsSchema, ""),
	messages: v.array(
		v.object({
			role: v.string(),
			content: textsSchema,
		}),
	),
});

type MessagesRequest = v.InferOutput<typeof requestSchema>;

/** Answers a request of Anthropic's Messages API. */
export async function answerMessages(
	body: unknown,
	response: ServerResponse,
	choose: (request: ModelRequest) => readonly Block[],
): Promise<void> {
	const request = v.parse(requestSchema, body);
	const tools = request.tools.map(({ name }) => name);
	const blocks = choose({ tools, instructions: textIn(request.system), parts: request.messages.map(partOf) });
	const failure = blocks.find((block) => "fail" in block)?.fail;
	if (failure) return sendFailure(response, failure);
	if (request.stream) await streamMessage(new EventStream(response), request.model, blocks, tools);
	else sendMessage(response, request.model, blocks);
}

function partOf({ role, content }: MessagesRequest["messages"][number]): ConversationPart {
	return { by: role === "assistant" ? "model" : "agent", text: textIn(content) };
}

function textIn(content: v.InferOutput<typeof textsSchema>): string {
	return typeof content === "string" ? content : content.map(({ text = "" }) => text).join("\n");
}

const ERROR_TYPES: Readonly<Record<number, string>> = {
	401: "authentication_error",
	429: "rate_limit_error",
	500: "api_error",
	529: "overloaded_error",
};

function sendFailure(response: ServerResponse, { status, message }: { status: number; message: string }): void {
	response.writeHead(status, { "content-type": "application/json", "x-should-retry": "false" });
	response.end(
		JSON.stringify({ type: "error", error: { type: ERROR_TYPES[status] ?? "invalid_request_error", message } }),
	);
}

const USAGE = { input_tokens: 1_000, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 40 };

function messageHead(model: string) {
	const id = `msg_${crypto.randomUUID()}`;
	return { id, type: "message", role: "assistant", model, stop_sequence: null, usage: USAGE };
}

function sendMessage(response: ServerResponse, model: string, blocks: readonly Block[]): void {
	const content = blocks.flatMap((block) => ("say" in block ? [{ type: "text", text: block.say }] : []));
	response.writeHead(200, { "content-type": "application/json" });
	response.end(JSON.stringify({ ...messageHead(model), content, stop_reason: "end_turn" }));
}

async function streamMessage(
	stream: EventStream,
	model: string,
	blocks: readonly Block[],
	tools: readonly string[],
): Promise<void> {
	stream.send("message_start", { message: { ...messageHead(model), content: [], stop_reason: null } });
	let callsTools = false;
	for (const [index, block] of blocks.entries()) {
		const delta = (fields: Readonly<Record<string, unknown>>) =>
			stream.send("content_block_delta", { index, delta: fields });
		const start = (fields: Readonly<Record<string, unknown>>) =>
			stream.send("content_block_start", { index, content_block: fields });
		const say = async (text: string, pauseMs = WORD_PAUSE_MS) => {
			start({ type: "text", text: "" });
			await stream.sendWords(text, pauseMs, (word) => delta({ type: "text_delta", text: word }));
		};
		if ("say" in block) await say(block.say, block.pauseMs);
		if ("think" in block) {
			start({ type: "thinking", thinking: "", signature: "" });
			await stream.sendWords(block.think, WORD_PAUSE_MS, (word) => delta({ type: "thinking_delta", thinking: word }));
			delta({ type: "signature_delta", signature: "c2lnbmVk" });
		}
		if ("use" in block) {
			const tool = chooseTool(block.use, tools);
			if (tool) {
				callsTools = true;
				start({ type: "tool_use", id: `toolu_${crypto.randomUUID()}`, name: tool.name, input: {} });
				delta({ type: "input_json_delta", partial_json: JSON.stringify(tool.input) });
			} else await say(missingTool(block.use));
		}
		stream.send("content_block_stop", { index });
	}
	const stopReason = callsTools ? "tool_use" : "end_turn";
	stream.send("message_delta", { delta: { stop_reason: stopReason, stop_sequence: null }, usage: USAGE });
	stream.send("message_stop", {});
	stream.end();
}
