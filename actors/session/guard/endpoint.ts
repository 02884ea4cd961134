import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { sandboxUnreachable } from "../../errors/sessionErrors.ts";
import { errorInfoFromProblem, parseProblem } from "../../sandbox/problem.ts";

/** Where nobody listens, or no such host exists: the request cannot have arrived. */
const REFUSED_CODES = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT"];

/** Whether a failed `fetch` says that there was no one to talk to. */
export function isConnectionRefused(error: unknown): boolean {
	const code = errorCode(error) ?? errorCode(causeOf(error));
	return code !== undefined && REFUSED_CODES.includes(code);
}

function causeOf(error: unknown): unknown {
	return error instanceof Error ? error.cause : undefined;
}

function errorCode(error: unknown): string | undefined {
	if (!(error instanceof Error) || !("code" in error)) return undefined;
	return typeof error.code === "string" ? error.code : undefined;
}

/** What became of one POST to the agent. */
export type PostOutcome =
	/** The agent has answered. The same answer comes over the event stream, in its place. */
	| { readonly kind: "answered"; readonly body: string }
	| { readonly kind: "accepted" }
	| { readonly kind: "refused"; readonly fault: WorkspaceErrorInfo }
	/** The request was cut off, by a proxy or a time limit on the way: the agent may well be working on it. */
	| { readonly kind: "unclear"; readonly afterMs: number };

/** Sends one message to the agent. Never throws. */
async function postMessage(send: () => Promise<Response>, agent: string): Promise<PostOutcome> {
	const startedAt = performance.now();
	try {
		const response = await send();
		const body = await response.text();
		if (response.ok) return response.status === 200 && body !== "" ? { kind: "answered", body } : { kind: "accepted" };
		return problemOutcome(response.status, body, agent, performance.now() - startedAt);
	} catch (error) {
		if (isConnectionRefused(error)) return { kind: "refused", fault: sandboxUnreachable() };
		return { kind: "unclear", afterMs: performance.now() - startedAt };
	}
}

function problemOutcome(status: number, body: string, agent: string, afterMs: number): PostOutcome {
	const problem = parseProblem(status, body);
	// The server has passed it on, and waits no longer for an answer beside the stream.
	if (problem.type === "timeout") return { kind: "accepted" };
	if (problem.type === "" && status >= 500) return { kind: "unclear", afterMs };
	return { kind: "refused", fault: errorInfoFromProblem(problem, agent) };
}

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
