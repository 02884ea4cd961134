import { type PostOutcome, postMessage } from "./postEnvelope.ts";

const DELETE_LIMIT_MS = 2_000;

/** One connection to an agent as the sandbox-agent server offers it: a URL to post to, and to hear from. */
export class AcpEndpoint {
	readonly #fetch: typeof fetch;
	readonly #agent: string;
	readonly #url: URL;
	readonly #headers: Headers;

	constructor(options: { fetch: typeof fetch; agent: string; url: URL; headers: HeadersInit | undefined }) {
		this.#fetch = options.fetch;
		this.#agent = options.agent;
		this.#url = options.url;
		this.#headers = new Headers(options.headers);
	}

	/** The server's name for the agent at its end. */
	get serverId(): string {
		return decodeURIComponent(this.#url.pathname.split("/").at(-1) ?? "");
	}

	/** Another agent of the same server. */
	withServerId(serverId: string): AcpEndpoint {
		const url = new URL(encodeURIComponent(serverId), this.#url);
		return new AcpEndpoint({ fetch: this.#fetch, agent: this.#agent, url, headers: this.#headers });
	}

	/** @param query - The first message names the agent to start. */
	post(body: string, signal: AbortSignal, query = ""): Promise<PostOutcome> {
		const headers = this.#headersWith({ "content-type": "application/json" });
		const url = new URL(query, this.#url);
		return postMessage(() => this.#fetch(url, { method: "POST", headers, body, signal }), this.#agent);
	}

	openStream(extra: Record<string, string>, signal: AbortSignal): Promise<Response> {
		const headers = this.#headersWith({ accept: "text/event-stream", ...extra });
		return this.#fetch(this.#url, { method: "GET", headers, signal });
	}

	/** Tells the server that nobody comes back. Not waited for: it may take seconds, and nothing depends on it. */
	release(): void {
		const signal = AbortSignal.timeout(DELETE_LIMIT_MS);
		void this.#fetch(this.#url, { method: "DELETE", headers: this.#headersWith({}), signal }).catch(() => undefined);
	}

	#headersWith(extra: Record<string, string>): Headers {
		const headers = new Headers(this.#headers);
		headers.delete("content-type");
		for (const [name, value] of Object.entries(extra)) headers.set(name, value);
		return headers;
	}
}
