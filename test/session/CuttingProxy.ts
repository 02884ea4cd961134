import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** How the proxy cuts off the POST of a prompt: it resets the connection, or responds in place of the server. */
export type PromptCut = "reset" | "gateway-timeout";

/** A proxy that cuts off long requests, as proxies on the internet do. */
export class CuttingProxy {
	readonly #server: Server;
	readonly #streams = new Set<ServerResponse>();
	readonly #prompts = new Set<ServerResponse>();
	readonly #target: string;
	openedStreams = 0;

	private constructor(target: string) {
		this.#target = target;
		this.#server = createServer((incoming, answer) => void this.#pass(incoming, answer));
	}

	static async start(target: string): Promise<CuttingProxy> {
		const proxy = new CuttingProxy(target);
		proxy.#server.listen(0, "127.0.0.1");
		await once(proxy.#server, "listening");
		return proxy;
	}

	get baseUrl(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	/** Breaks every event stream that is open. */
	cutStreams(): void {
		for (const stream of this.#streams) stream.destroy();
		this.#streams.clear();
	}

	/** The number of open prompts. */
	get openPrompts(): number {
		return this.#prompts.size;
	}

	/** Cuts off the request of every open prompt. The agent continues to work. */
	cutPrompts(cut: PromptCut): void {
		for (const answer of this.#prompts) {
			if (cut === "reset") answer.destroy();
			else answer.writeHead(504, { "content-type": "text/html" }).end("<h1>504 Gateway Time-out</h1>");
		}
		this.#prompts.clear();
	}

	async stop(): Promise<void> {
		this.#server.closeAllConnections();
		this.#server.close();
		await once(this.#server, "close");
	}

	async #pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
		const body = await buffer(incoming);
		const { method = "GET", headers } = incoming;
		const outgoing = request(`${this.#target}${incoming.url}`, { method, headers });
		outgoing.on("error", () => answer.destroy());
		outgoing.on("response", (response) => {
			if (answer.destroyed || answer.headersSent) return response.resume();
			this.#prompts.delete(answer);
			answer.writeHead(response.statusCode ?? 500, response.headers);
			if (response.headers["content-type"] === "text/event-stream") this.#noteStream(answer);
			response.on("error", () => answer.destroy());
			return response.pipe(answer);
		});
		outgoing.end(body);
		if (body.includes('"session/prompt"')) this.#prompts.add(answer);
	}

	#noteStream(answer: ServerResponse): void {
		this.openedStreams += 1;
		this.#streams.add(answer);
	}
}
