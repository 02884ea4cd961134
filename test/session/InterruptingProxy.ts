import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** How the proxy interrupts the POST of a prompt: it resets the connection, or responds in place of the server. */
export type PromptInterruption = "reset" | "gateway-timeout";

/** A proxy that interrupts long requests, as proxies on the internet do. */
export class InterruptingProxy {
	readonly #server: Server;
	readonly #streams = new Set<ServerResponse>();
	readonly #prompts = new Set<ServerResponse>();
	readonly #target: string;
	openedStreams = 0;

	private constructor(target: string) {
		this.#target = target;
		this.#server = createServer((incoming, answer) => void this.#pass(incoming, answer));
	}

	static async start(target: string): Promise<InterruptingProxy> {
		const proxy = new InterruptingProxy(target);
		proxy.#server.listen(0, "127.0.0.1");
		await once(proxy.#server, "listening");
		return proxy;
	}

	get baseUrl(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	/** Breaks every event stream that is open. */
	interruptStreams(): void {
		for (const stream of this.#streams) stream.destroy();
		this.#streams.clear();
	}

	/** The number of open prompts. */
	get openPrompts(): number {
		return this.#prompts.size;
	}

	/** Interrupts the request of every open prompt. The agent continues to work. */
	interruptPrompts(interruption: PromptInterruption): void {
		for (const answer of this.#prompts) {
			if (interruption === "reset") answer.destroy();
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
