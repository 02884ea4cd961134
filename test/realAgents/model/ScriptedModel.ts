import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { freePort } from "../../../demo/server/engine/freePort.ts";
import { answerMessages } from "./anthropicMessages.ts";
import { answerResponses } from "./openAiResponses.ts";
import { type Block, type ConversationPart, findPlace, type Script } from "./script.ts";

/** What one request asks for, in the words of no particular API. */
export interface ModelRequest {
	readonly parts: readonly ConversationPart[];
	/** What the agent instructs the model in, beside the conversation with people. */
	readonly instructions: string;
	/** The names of the tools that the agent offers. Without tools it asks for something beside the conversation, such as a title. */
	readonly tools: readonly string[];
}

/**
 * A model without a model: a server that speaks the streaming APIs of Anthropic (Messages) and OpenAI (Responses), and
 * plays the script that the last prompt names (`promptFor`). So a real agent works without a key, and always the same.
 */
export class ScriptedModel {
	readonly port: number;
	/** What agents requested, for a person who wonders why a script did not go on. */
	readonly requests: string[] = [];
	readonly #server: Server;
	readonly #scripts = new Map<string, Script>();

	static async start(): Promise<ScriptedModel> {
		const model = new ScriptedModel(await freePort());
		model.#server.listen(model.port, "127.0.0.1");
		await once(model.#server, "listening");
		return model;
	}

	private constructor(port: number) {
		this.port = port;
		this.#server = createServer((request, response) => {
			this.#answer(request, response).catch((error: unknown) => {
				this.requests.push(String(error));
				response.destroy();
			});
		});
	}

	/** Makes a script known, under the name by which prompts ask for it. */
	teach(name: string, script: Script): void {
		this.#scripts.set(name, script);
	}

	async stop(): Promise<void> {
		this.#server.closeAllConnections();
		this.#server.close();
		await once(this.#server, "close");
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname } = new URL(request.url ?? "/", "http://model");
		const body: unknown = JSON.parse((await readText(request)) || "{}");
		const choose = (asked: ModelRequest) => this.#chooseBlocks(pathname, asked);
		if (pathname.endsWith("/messages/count_tokens")) return sendJson(response, { input_tokens: 100 });
		if (pathname.endsWith("/messages")) return await answerMessages(body, response, choose);
		if (pathname.endsWith("/responses")) return await answerResponses(body, response, choose);
		this.requests.push(`${request.method} ${pathname}: not part of the scripted model`);
		response.writeHead(404, { "content-type": "application/json" });
		response.end(JSON.stringify({ error: { message: `The scripted model has no ${pathname}.` } }));
	}

	#chooseBlocks(pathname: string, { parts, tools, instructions }: ModelRequest): readonly Block[] {
		const place = findPlace(parts);
		this.requests.push(
			`${pathname} ${place ? `${place.scriptName}, step ${place.step}` : "no script"}: ${tools.join(" ")}`,
		);
		if (place === null || tools.length === 0) return [{ say: "A short title" }];
		const blocks = this.#scripts.get(place.scriptName)?.[place.step];
		if (!blocks) return [{ say: `Nothing follows in ${place.scriptName}.` }];
		return blocks.map((block) => ("repeat" in block ? repeat(block.repeat, instructions) : block));
	}
}

function repeat(text: string, instructions: string): Block {
	return { say: instructions.includes(text) ? text : "No instruction says so." };
}

function sendJson(response: ServerResponse, value: unknown): void {
	response.writeHead(200, { "content-type": "application/json" });
	response.end(JSON.stringify(value));
}
